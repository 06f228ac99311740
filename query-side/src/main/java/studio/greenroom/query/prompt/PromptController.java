package studio.greenroom.query.prompt;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.prompt.Preset;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.Style;
import studio.greenroom.kernel.prompt.Task;

/** The newest of each style, preset and task. */
@RestController
class PromptController {

    private final PromptLibrary library;

    PromptController(PromptLibrary library) {
        this.library = library;
    }

    @GetMapping("/api/styles")
    ResponseEntity<Page<Style>> styles(Identity who, ServerHttpRequest request) {
        return all(library.styles(), request);
    }

    @GetMapping("/api/presets")
    ResponseEntity<Page<Preset>> presets(Identity who, ServerHttpRequest request) {
        return all(library.presets(), request);
    }

    @GetMapping("/api/tasks")
    ResponseEntity<Page<Task>> tasks(Identity who, ServerHttpRequest request) {
        return all(library.tasks(), request);
    }

    private static <T> ResponseEntity<Page<T>> all(List<T> items, ServerHttpRequest request) {
        return new Page<>(items, null).answer(request);
    }
}
