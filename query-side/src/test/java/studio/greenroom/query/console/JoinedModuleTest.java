package studio.greenroom.query.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A module joined with what it imports")
class JoinedModuleTest {

    @Test
    @DisplayName("has what is imported before what imports it, once, each in a scope of its own")
    void joined() {
        String joined = JoinedModule.of(
                "/a/app.js",
                Map.of(
                        "/a/app.js",
                        "import {draw as paint} from './ui/draw.js';\nimport {get} from './server.js';\npaint(get());\n",
                        "/a/ui/draw.js",
                        "// Draws.\nexport const draw = $x => `import {$x}`;\n",
                        "/a/server.js",
                        "import {draw} from './ui/draw.js';\nexport async function get() {}\nexport class Server {}\n"));

        assertThat(joined).isEqualTo("""
                        const modules = {};

                        modules['/a/ui/draw.js'] = (() => {
                        // Draws.
                        const draw = $x => `import {$x}`;
                        return {draw};
                        })();

                        modules['/a/server.js'] = (() => {
                        const {draw} = modules['/a/ui/draw.js'];
                        async function get() {}
                        class Server {}
                        return {get, Server};
                        })();

                        modules['/a/app.js'] = (() => {
                        const {draw: paint} = modules['/a/ui/draw.js'];
                        const {get} = modules['/a/server.js'];
                        paint(get());
                        return {};
                        })();
                        """);
    }

    @Test
    @DisplayName("takes libraries as they are published, in one line and without spaces")
    void minified() {
        String joined = JoinedModule.of("/b.js", Map.of("/b.js", """
                        import{_$x as e}from"./c.js";import{y}from'./c.js';const k=e(y);export{k as repeat,y};
                        //# sourceMappingURL=b.js.map
                        """, "/c.js", "const o={};export{o as _$x,o as y};"));

        assertThat(joined)
                .contains("const o={};\nreturn {_$x: o, y: o};")
                .contains("const {_$x: e} = modules['/c.js'];const {y} = modules['/c.js'];const k=e(y);")
                .contains("return {repeat: k, y: y};")
                .doesNotContain("sourceMappingURL");
    }

    @Test
    @DisplayName("is refused at the start when a module is missing, imports in a circle or in another form")
    void refused() {
        assertThatThrownBy(() -> JoinedModule.of("/a.js", Map.of("/a.js", "import {b} from './b.js';")))
                .hasMessageContaining("/b.js");
        assertThatThrownBy(() -> JoinedModule.of(
                        "/a.js", Map.of("/a.js", "import {b} from './b.js';", "/b.js", "import {a} from './a.js';")))
                .hasMessageContaining("in turn");
        assertThatThrownBy(() -> JoinedModule.of("/a.js", Map.of("/a.js", "export let a = 1;")))
                .hasMessageContaining("export let a");
    }
}
