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
 * @param kind   the events of all things of a kind, {@code artist} or {@code generation}
 */
public record Selection(
        @Nullable String stream,
        @Nullable String type,
        @Nullable String artist,
        @Nullable String kind) {

    /** What happens to all artists, their generations apart. */
    public static final Selection ARTISTS = new Selection(null, null, null, "artist");
    /** What happens to all generations. */
    public static final Selection GENERATIONS = new Selection(null, null, null, "generation");

    private static final Pattern STREAM = Pattern.compile("[a-z]{3}_[0-9a-z]{26}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,80}");

    public static Selection of(@Nullable String stream, @Nullable String type) {
        if (stream != null && !STREAM.matcher(stream).matches()) {
            throw Cursor.invalid("stream", "Give the id of an artist or a generation.");
        }
        if (type != null && !TYPE.matcher(type).matches()) {
            throw Cursor.invalid("type", "Give the name of an event, such as ArtistCreated.");
        }
        return new Selection(stream, type, null, null);
    }

    /** One thing's whole story; null for what can not be an id. */
    public static @Nullable Selection history(String id) {
        if (Ids.isId(Ids.ARTIST, id)) {
            return new Selection(null, null, id, null);
        }
        return STREAM.matcher(id).matches() ? new Selection(id, null, null, null) : null;
    }
}
