package studio.greenroom.art;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudioTest {
    private static final int SIDE = 256;

    /** These change only together with {@link Studio#RENDERER}; they are the same on every Java version and platform. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            synthwave | '' | 5 | bcc4030d7d8db71fa80d473f
            synthwave | cover | 6 | c3aa959d57b4914cc9d66c2f
            jazz | '' | 7 | a4e5d3e9a9f52aa0331ccaaf
            jazz | cover | 8 | 98b6101e32167b6bd317cb0d
            metal | '' | 9 | 5252aeca068c5872eef19867
            metal | cover | 10 | 471082d4b7c9f39b4dccbd9c
            hip-hop | '' | 11 | ac856a89c075b15a7b794a9d
            hip-hop | cover | 12 | 10a074e4726a6bb093c5f4f8
            blues | '' | 13 | 94e9a7a051077ae5c6db2c91
            blues | cover | 14 | 20f3b106082cd0894f259a43
            indie | '' | 15 | 9a760f0f997c5c2888faa349
            indie | cover | 16 | cb1e8b3a6692413602bfc1ca
            ambient | cover | 17 | 0811ffdc59459e7ed8a908c5
            techno | cover | 18 | 3aa22137e8cfbd866d22e49e
            classical | cover | 19 | 5ed4866f691317bb908b7bd3
            reggae | cover | 20 | a2bc8a0416dc2bf37a8bd6b6
            lo-fi | cover | 21 | f05a5c22c4c8e3c2eea92c90
            house | cover | 22 | 876d79473b8c7d0014ee9bdf
            country | cover | 23 | feba12b8c976d34ff7103d9b
            zydeco | '' | -24 | 7b8c6e5e340cfaa9a08a4c31""")
    void aBriefHasTheSamePixelsEverywhere(String genre, String prompt, long seed, String hash) {
        assertThat(draw(genre, "", prompt, seed).pixelHash()).startsWith(hash);
    }

    @Test
    void theSameBriefGivesTheSameFile() {
        assertThat(draw("jazz", "", "", 7).png())
                .isEqualTo(draw("jazz", "", "", 7).png());
    }

    @ParameterizedTest
    @CsvSource({
        "synthwave",
        "ambient",
        "jazz",
        "metal",
        "hip-hop",
        "techno",
        "classical",
        "punk",
        "reggae",
        "k-pop",
        "blues",
        "lo-fi",
        "house",
        "indie",
        "folk",
        "country",
        "cosmic polka"
    })
    void siblingsAreClearlyDifferent(String genre) {
        for (String prompt : List.of("", "album cover")) {
            Set<String> seen = new HashSet<>();
            for (long seed = 10; seed < 14; seed++) {
                seen.add(draw(genre, "", prompt, seed).pixelHash());
            }
            assertThat(seen).hasSize(4);
        }
        assertThat(apart(draw(genre, "", "", 20), draw(genre, "", "", 21))).isGreaterThan(12);
    }

    @Test
    void promptAndStyleChooseKindAndSchool() {
        assertThat(draw("jazz", "", "a quiet portrait", 1).altText())
                .startsWith("Procedural portrait, jazz: cut paper");
        assertThat(draw("jazz", "", "an album cover", 1).altText())
                .startsWith("Procedural cover, jazz: cut-paper piano keys");
        assertThat(draw("jazz", "copper engraving", "", 1).altText()).contains("an engraving of someone");
        assertThat(draw("jazz", "", "portrait of a woman with an afro and sunglasses", 1)
                        .altText())
                .contains("an afro")
                .contains("dark glasses");
        int noir = draw("reggae", "noir", "cover", 1).dominantColour();
        assertThat(Math.abs((noir >> 16) - (noir & 255))).isLessThan(30);
    }

    @Test
    void hostileInputIsDrawnToo() {
        String huge = "Ω\u0000\uD800<]]>&\"'\n".repeat(4000);
        List<String> traits = new ArrayList<>(Arrays.asList(null, "", huge));
        for (Brief brief : List.of(
                new Brief(null, null, null, null, null, 0, SIDE, SIDE),
                new Brief("", "", "", List.of(), "", Long.MIN_VALUE, SIDE, 300),
                new Brief(huge, huge, huge, traits, huge, Long.MAX_VALUE, 300, SIDE),
                new Brief("名前", "演歌", "水墨", List.of("静か"), "cover", -1, SIDE, SIDE),
                new Brief("A".repeat(40), "punk", "", List.of(), "cover", 5, SIDE, 600),
                new Brief("' . -", "jazz", "", List.of(), "cover", 5, 600, SIDE))) {
            assertThat(draw(brief).png()).isNotEmpty();
        }
        assertThatThrownBy(() -> new Brief("", "", "", List.of(), "", 1, 255, 512))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFileDecodesToItsSizeAndSaysThatAProcedureMadeIt() throws IOException {
        Picture picture = draw(new Brief("Vera Lune", "techno", "", List.of(), "cover", 3, 400, 288));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(image.getWidth()).isEqualTo(400).isEqualTo(picture.width());
        assertThat(image.getHeight()).isEqualTo(288).isEqualTo(picture.height());
        assertThat(new String(picture.png(), StandardCharsets.ISO_8859_1))
                .contains(
                        "XML:com.adobe.xmp",
                        "Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia\"");
        assertThat(picture.dominantColour()).isBetween(0, 0xFFFFFF);
    }

    @Test
    void progressRisesToOneInAtLeastTenSteps() {
        List<Double> seen = new ArrayList<>();
        Studio.draw(new Brief("Kai", "folk", "", List.of(), "", 1, SIDE, SIDE), seen::add, preview -> {});
        assertThat(seen)
                .hasSizeGreaterThanOrEqualTo(10)
                .isSorted()
                .startsWith(0.0)
                .endsWith(1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synthwave",
                "ambient",
                "jazz",
                "metal",
                "hip-hop",
                "techno",
                "classical",
                "reggae",
                "blues",
                "lo-fi",
                "house",
                "indie",
                "country",
                "zydeco"
            })
    void previewsAreSmallPicturesOfTheDrawingAsItStands(String genre) throws IOException {
        for (String prompt : List.of("", "cover")) {
            List<byte[]> previews = new ArrayList<>();
            Studio.draw(new Brief("Kai", genre, "", List.of(), prompt, 1, SIDE, 2 * SIDE), share -> {}, previews::add);

            assertThat(previews.size()).as(genre).isBetween(1, 2);
            List<Long> colours = new ArrayList<>();
            for (byte[] preview : previews) {
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(preview));
                assertThat(image.getWidth()).isEqualTo(128);
                assertThat(image.getHeight()).isEqualTo(256);
                colours.add(Arrays.stream(image.getRGB(0, 0, 128, 256, null, 0, 128))
                        .distinct()
                        .count());
            }
            assertThat(colours).as(genre).allMatch(count -> count > 1);
            assertThat(colours.get(colours.size() - 1)).as(genre).isGreaterThan(50);
            if (previews.size() == 2) {
                assertThat(Arrays.equals(previews.get(0), previews.get(1)))
                        .as(genre)
                        .isFalse();
            }
        }
    }

    @Test
    void anInterruptCancelsBetweenStages() {
        Brief brief = new Brief("Kai", "blues", "", List.of(), "", 1, SIDE, SIDE);
        DoubleConsumer interrupting = share -> {
            if (share > 0.3) {
                Thread.currentThread().interrupt();
            }
        };

        assertThatThrownBy(() -> Studio.draw(brief, interrupting, preview -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Picture draw(String genre, String style, String prompt, long seed) {
        return draw(new Brief("Vera Lune", genre, style, List.of("shy"), prompt, seed, SIDE, SIDE));
    }

    private static Picture draw(Brief brief) {
        return Studio.draw(brief, share -> {}, preview -> {});
    }

    /** Mean difference of two pictures per channel, 0 to 255. */
    private static double apart(Picture a, Picture b) {
        try {
            BufferedImage p = ImageIO.read(new ByteArrayInputStream(a.png()));
            BufferedImage q = ImageIO.read(new ByteArrayInputStream(b.png()));
            long sum = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                int u = p.getRGB(i % SIDE, i / SIDE);
                int v = q.getRGB(i % SIDE, i / SIDE);
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((u >> shift & 255) - (v >> shift & 255));
                }
            }
            return sum / (3.0 * SIDE * SIDE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
