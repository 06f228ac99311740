package studio.greenroom.command.generation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.hash.Sha256;

/**
 * Tells whether a request was made before by the same owner: SHA-256 over what its result is made from, each value after
 * its length, so that no two requests are written alike. How patiently it is retried is not in it, nor where the prompt's
 * words come from; and of the seed only one that was given, since with a drawn one any result will do.
 */
final class RequestHash {

    private static final String FORM = "greenroom request 1";
    private static final int NONE = -1;

    private RequestHash() {}

    /** 64 hexadecimal digits. */
    static String of(String owner, Draft draft) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try {
            write(new DataOutputStream(bytes), owner, draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.hex(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, String owner, Draft draft) throws IOException {
        GenerationOrder order = draft.order();
        text(out, FORM);
        text(out, owner);
        text(out, draft.kind().name());
        text(out, order.artistId());
        out.writeInt(order.chain().size());
        for (Assignment assignment : order.chain()) {
            text(out, assignment.provider());
            text(out, assignment.model());
        }
        text(out, order.task());
        out.writeInt(order.parts().size());
        for (PromptPart part : order.parts()) {
            text(out, part.role().name());
            text(out, part.text());
        }
        text(out, order.prompt());
        out.writeInt(order.width());
        out.writeInt(order.height());
        out.writeInt(order.variants());
        text(out, draft.givenSeed() == null ? null : draft.givenSeed().toString());
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NONE);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
