package studio.greenroom.query.blob;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** What a file is by its first bytes, whatever anybody says about it. */
final class MagicBytes {

    /** How many bytes are enough to tell. */
    static final int NEEDED = 12;

    private MagicBytes() {}

    static MediaType type(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return MediaType.IMAGE_PNG;
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return MediaType.IMAGE_JPEG;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return MediaType.IMAGE_GIF;
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return MediaType.valueOf("image/webp");
        }
        return MediaType.APPLICATION_OCTET_STREAM;
    }
}
