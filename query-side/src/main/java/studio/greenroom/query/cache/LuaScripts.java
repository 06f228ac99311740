package studio.greenroom.query.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.data.redis.core.script.RedisScript;

/** The scripts that Redis runs, read once and at start: a resource is not to be read on an event loop. */
@SuppressWarnings("rawtypes")
record LuaScripts(RedisScript<List> look, RedisScript<String> write, RedisScript<String> keep) {

    static LuaScripts read() {
        return new LuaScripts(
                RedisScript.of(text("look"), List.class),
                RedisScript.of(text("write"), String.class),
                RedisScript.of(text("keep"), String.class));
    }

    private static String text(String name) {
        try (InputStream script = LuaScripts.class.getResourceAsStream(name + ".lua")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
