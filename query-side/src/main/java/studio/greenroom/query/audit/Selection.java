package studio.greenroom.query.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.id.Ids;

/**
 * Which of an owner's events are meant.
 *
 * @param stream one stream's events
 * @param type   one type's events
 * @param artist the events of an artist and of all its generations
 */
public record Selection(
        @Nullable String stream,
        @Nullable String type,
        @Nullable String artist) {

    private static final Pattern STREAM = Pattern.compile("[a-z]{3}_[0-9a-z]{26}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,80}");

    public static Selection of(@Nullable String stream, @Nullable String type) {
        if (stream != null && !STREAM.matcher(stream).matches()) {
            throw Cursor.invalid("stream", "Give the id of an artist or a generation.");
        }
        if (type != null && !TYPE.matcher(type).matches()) {
            throw Cursor.invalid("type", "Give the name of an event, such as ArtistCreated.");
        }
        return new Selection(stream, type, null);
    }

    /** One thing's whole story; null for what can not be an id. */
    public static @Nullable Selection history(String id) {
        if (Ids.isId(Ids.ARTIST, id)) {
            return new Selection(null, null, id);
        }
        return STREAM.matcher(id).matches() ? new Selection(id, null, null) : null;
    }
}
