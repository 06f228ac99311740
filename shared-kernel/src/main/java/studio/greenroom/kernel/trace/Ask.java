package studio.greenroom.kernel.trace;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import studio.greenroom.kernel.id.Ids;

/**
 * A request's place in its trace.
 *
 * @param trace    32 hexadecimal digits
 * @param span     the request's own, 16 hexadecimal digits
 * @param parent   the caller's span; null when the caller has none
 * @param recorded whether spans of this trace are kept
 */
public record Ask(String trace, String span, @Nullable String parent, boolean recorded) {

    /** The ask that is under way; null while tracing is off. */
    public static @Nullable Ask in(ContextView context) {
        return context.getOrDefault(Ask.class, null);
    }

    Context into(Context context) {
        return context.put(Ask.class, this);
    }

    /** The trace's id in the form of all others: what everything that follows is correlated by. */
    public String correlationId() {
        return Ids.of(
                recorded ? Ids.TRACED_ASK : Ids.ASK,
                HexFormat.fromHexDigitsToLong(trace, 0, 16),
                HexFormat.fromHexDigitsToLong(trace, 16, 32));
    }
}
