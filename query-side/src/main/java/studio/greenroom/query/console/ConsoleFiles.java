package studio.greenroom.query.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;

/**
 * The console: its one page at every screen's address, its modules as one file together with the library that they draw
 * with, and what else it has. All of it is read once at the start, so that no event loop ever waits for a disk.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleFiles {

    private static final List<String> SCREENS =
            List.of("/", "/artists", "/artists/**", "/generations", "/generations/**", "/events", "/admin/**");
    private static final String APP = "/console/app.js";

    @Bean
    RouterFunction<ServerResponse> console() throws IOException {
        Map<String, ConsoleFile> files = new HashMap<>();
        Map<String, String> modules = new HashMap<>();
        for (Resource resource : resources("classpath*:/console/**/*.*")) {
            String address = address(resource, "/console/");
            if (address.endsWith(".js")) {
                modules.put(address, Comments.leftOut(resource.getContentAsString(UTF_8)));
            } else if (address.endsWith(".css")) {
                byte[] style =
                        Comments.leftOut(resource.getContentAsString(UTF_8)).getBytes(UTF_8);
                files.put(address, ConsoleFile.of(style, new MediaType("text", "css", UTF_8)));
            } else {
                MediaType type = MediaTypeFactory.getMediaType(resource).orElse(MediaType.APPLICATION_OCTET_STREAM);
                files.put(address, ConsoleFile.of(resource.getContentAsByteArray(), type));
            }
        }
        for (Resource resource : resources("classpath*:/META-INF/resources/webjars/lit-html/**/*.js")) {
            modules.put(address(resource, "/webjars/"), resource.getContentAsString(UTF_8));
        }
        byte[] app = JoinedModule.of(APP, modules).getBytes(UTF_8);
        files.put(APP, ConsoleFile.of(app, new MediaType("text", "javascript", UTF_8)));
        RouterFunctions.Builder routes = RouterFunctions.route();
        for (String screen : SCREENS) {
            routes.GET(screen, request -> answer(files, "/console/index.html", request));
        }
        return routes.GET("/console/**", request -> answer(files, request.path(), request))
                .build();
    }

    private static Mono<ServerResponse> answer(Map<String, ConsoleFile> files, String address, ServerRequest request) {
        ConsoleFile file = files.get(address);
        return file == null ? Mono.error(Problem.notFound()) : file.answer(request);
    }

    private static Resource[] resources(String pattern) throws IOException {
        return new PathMatchingResourcePatternResolver().getResources(pattern);
    }

    private static String address(Resource resource, String root) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf(root));
    }
}
