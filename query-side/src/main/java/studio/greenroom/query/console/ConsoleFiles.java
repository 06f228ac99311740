package studio.greenroom.query.console;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;

/**
 * The console: its one page at every screen's address, its files, and the library that it draws with. All of it is
 * read once at the start, so that no event loop ever waits for a disk.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleFiles {

    private static final List<String> SCREENS =
            List.of("/", "/artists", "/artists/**", "/generations", "/generations/**", "/events");
    private static final CacheControl ASKED_ANEW = CacheControl.noCache();
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** A library's version is in its address; the console's own files keep theirs when they change. */
    @Bean
    RouterFunction<ServerResponse> console() throws IOException {
        Map<String, ConsoleFile> files = new HashMap<>();
        read("classpath*:/console/**/*.*", "/console/", "/console/", ASKED_ANEW, files);
        read(
                "classpath*:/META-INF/resources/webjars/lit-html/**/*.js",
                "/META-INF/resources/webjars/",
                "/webjars/",
                FOR_EVER,
                files);
        ConsoleFile page = files.get("/console/index.html");
        RouterFunctions.Builder routes = RouterFunctions.route();
        if (page != null) {
            SCREENS.forEach(screen -> routes.GET(screen, page::answer));
        }
        return routes.GET("/console/**", request -> answer(files, request))
                .GET("/webjars/lit-html/**", request -> answer(files, request))
                .build();
    }

    private static Mono<ServerResponse> answer(Map<String, ConsoleFile> files, ServerRequest request) {
        ConsoleFile file = files.get(request.path());
        return file == null ? Mono.error(Problem.notFound()) : file.answer(request);
    }

    private static void read(
            String pattern, String root, String address, CacheControl caching, Map<String, ConsoleFile> files)
            throws IOException {
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            String url = resource.getURL().toString();
            String path = address + url.substring(url.lastIndexOf(root) + root.length());
            if (resource.isReadable()) {
                files.put(path, ConsoleFile.read(resource, caching));
            }
        }
    }
}
