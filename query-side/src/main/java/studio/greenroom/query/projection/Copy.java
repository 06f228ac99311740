package studio.greenroom.query.projection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Wrapped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** PostgreSQL's COPY in its text format (documentation of COPY, "Text Format"). */
public final class Copy {

    private static final int ROWS_AT_ONCE = 256;

    private Copy() {}

    static <T> Mono<Void> in(DatabaseClient client, String statement, List<T> rows, Function<T, Object[]> row) {
        Flux<ByteBuf> lines = Flux.fromIterable(rows).buffer(ROWS_AT_ONCE).map(some -> text(some, row));
        return client.inConnection(
                connection -> unwrapped(connection).copyIn(statement, lines).then());
    }

    /** An array as a column takes it. */
    public static String array(List<String> elements) {
        StringBuilder text = new StringBuilder("{");
        for (String element : elements) {
            text.append(text.length() == 1 ? "\"" : ",\"")
                    .append(element.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return text.append('}').toString();
    }

    private static <T> ByteBuf text(List<T> rows, Function<T, Object[]> row) {
        StringBuilder text = new StringBuilder();
        for (T one : rows) {
            Object[] values = row.apply(one);
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    text.append('\t');
                }
                append(text, values[i]);
            }
            text.append('\n');
        }
        return Unpooled.wrappedBuffer(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    private static PostgresqlConnection unwrapped(Object connection) {
        Object inner = connection;
        while (!(inner instanceof PostgresqlConnection) && inner instanceof Wrapped<?> wrapped) {
            inner = wrapped.unwrap();
        }
        return (PostgresqlConnection) inner;
    }
}
