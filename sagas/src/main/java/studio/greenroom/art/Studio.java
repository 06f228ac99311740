package studio.greenroom.art;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Draws pictures without any model, font or graphics library: only arithmetic that gives the same bytes on every
 * platform and Java version from 17 on.
 */
public final class Studio {
    /** Name and version of this drawing code; it changes whenever any brief's pixels change. */
    public static final String RENDERER = "greenroom-art/1";

    static final String XMP = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
             xmp:CreatorTool="%s"
             Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"/>
            </rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>""".formatted(RENDERER);

    private Studio() {}

    /**
     * Draws a brief; equal briefs give equal pictures.
     *
     * @param progress told shares from 0 to 1, never falling, at least ten times
     * @param preview  shown the drawing as it stands, half-way (unless there is nothing yet) and before it is printed: a PNG
     *                 of 256 pixels on its longer side
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted between stages; the
     *         interrupt is consumed
     */
    public static Picture draw(Brief brief, DoubleConsumer progress, Consumer<byte[]> preview) {
        Stages stages = new Stages(progress, preview);
        stages.reach(0);
        Commission commission = Commission.of(brief);
        Canvas canvas = new Canvas(brief.width(), brief.height());
        stages.on(canvas);
        stages.reach(0.05);
        String seen = commission.school().paint(canvas, commission, stages);
        Mark.stamp(canvas, commission.school().border());
        stages.reach(0.78);
        byte[] rgb = Print.rgb(canvas, commission.school().grain(), stages);
        byte[] png = Png.of(rgb, brief.width(), brief.height(), XMP, stages);
        String kind = commission.cover() ? "cover" : "portrait";
        String genre = brief.genre().isBlank() ? "" : ", " + brief.genre().strip();
        Picture picture = new Picture(
                brief.width(),
                brief.height(),
                png,
                "Procedural " + kind + genre + ": " + seen + ".",
                sha256(rgb),
                RENDERER,
                dominant(rgb));
        stages.reach(1);
        return picture;
    }

    private static String sha256(byte[] rgb) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The mean of the fullest of 512 colour bins, where colourful pixels count up to three times. */
    private static int dominant(byte[] rgb) {
        long[][] bins = new long[512][4];
        for (int i = 0; i < rgb.length; i += 3) {
            int r = rgb[i] & 255;
            int g = rgb[i + 1] & 255;
            int b = rgb[i + 2] & 255;
            int spread = Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b));
            int weight = 64 + spread;
            long[] bin = bins[r >> 5 << 6 | g >> 5 << 3 | b >> 5];
            bin[0] += weight;
            bin[1] += (long) weight * r;
            bin[2] += (long) weight * g;
            bin[3] += (long) weight * b;
        }
        long[] best = bins[0];
        for (long[] bin : bins) {
            best = bin[0] > best[0] ? bin : best;
        }
        return (int) (best[1] / best[0]) << 16 | (int) (best[2] / best[0]) << 8 | (int) (best[3] / best[0]);
    }
}
