package studio.greenroom.standalone;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.standalone.YamlFile.map;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.greenroom.kernel.identity.Identity;

/** Whoever makes a client from the document gets every endpoint there is, with its errors and something to look at. */
class EndpointsTest {

    /** Answered by the console's files and by the actuator. */
    private static final Set<String> WITHOUT_CONTROLLER =
            Set.of("GET /", "GET /actuator/health", "GET /actuator/prometheus");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final Map<String, Object> document = YamlFile.openApi();
    private final Map<String, Map<String, Object>> operations = operations();
    private final Map<String, List<Method>> endpoints = endpoints();

    @Test
    void every_public_endpoint_is_documented_and_everything_documented_is_there() {
        assertThat(endpoints).as("found").hasSizeGreaterThan(15);

        Set<String> documented = new TreeSet<>(operations.keySet());
        documented.removeAll(WITHOUT_CONTROLLER);
        assertThat(endpoints.keySet()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void every_operation_tells_the_errors_that_its_endpoint_can_answer() {
        endpoints.forEach((endpoint, methods) -> assertThat(responses(endpoint).keySet())
                .as(endpoint)
                .contains("default")
                .containsAll(errorsOf(endpoint, methods)));
    }

    @Test
    void every_error_answer_is_a_problem_with_an_example() {
        everyAnswer((where, answer) -> {
            if (where.contains(" /api/") && !where.matches(".* [123]\\d\\d$")) {
                Map<String, Object> content = map(answer.get("content"));
                assertThat(content).as(where).containsOnlyKeys("application/problem+json");
            }
        });
    }

    @Test
    void every_body_that_is_text_has_an_example() {
        everyAnswer(
                (where, answer) -> contents(answer).forEach((type, media) -> assertExample(where + ' ' + type, media)));
        operations.forEach((where, operation) -> contents(resolved(operation.get("requestBody")))
                .forEach((type, media) -> assertExample(where + " request " + type, media)));
    }

    private void assertExample(String where, Map<String, Object> media) {
        assertThat(media.containsKey("example") || !map(media.get("examples")).isEmpty())
                .as("%s has an example", where)
                .isTrue();
    }

    private void everyAnswer(BiConsumer<String, Map<String, Object>> check) {
        operations
                .keySet()
                .forEach(endpoint -> responses(endpoint)
                        .forEach((status, answer) -> check.accept(endpoint + ' ' + status, resolved(answer))));
    }

    private static Set<String> errorsOf(String endpoint, List<Method> methods) {
        Set<String> errors = new TreeSet<>();
        methods.stream()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .forEach(parameter -> {
                    if (parameter.getType() == Identity.class) {
                        errors.addAll(Set.of("401", "403"));
                    }
                    if (parameter.isAnnotationPresent(PathVariable.class)) {
                        errors.add("404");
                    }
                    if (parameter.isAnnotationPresent(RequestBody.class)) {
                        errors.addAll(Set.of("400", "413", "415", "422"));
                    }
                    if (named(parameter, "atLeast")) {
                        errors.addAll(Set.of("422", "504"));
                    }
                });
        if (!endpoint.startsWith("GET ")) {
            errors.add("503");
        }
        if (endpoint.startsWith("PUT ")) {
            errors.addAll(Set.of("409", "412", "428"));
        }
        return errors;
    }

    private static boolean named(Parameter parameter, String name) {
        return parameter.getName().equals(name);
    }

    private Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        map(document.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        all.put(method.toUpperCase(Locale.ROOT) + ' ' + path, map(operation));
                    }
                }));
        return all;
    }

    private static Map<String, List<Method>> endpoints() {
        Map<String, List<Method>> all = new LinkedHashMap<>();
        ClassPathScanningCandidateComponentProvider controllers =
                new ClassPathScanningCandidateComponentProvider(false);
        controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        controllers.findCandidateComponents("studio.greenroom").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .forEach(method -> addressesOf(method)
                        .forEach(address -> all.merge(
                                address,
                                List.of(method),
                                (a, b) -> Stream.concat(a.stream(), b.stream()).toList())));
        return all;
    }

    /** Method and path; the other sides' own endpoints, under /internal, are nobody else's business. */
    private static Set<String> addressesOf(Method method) {
        RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (own == null) {
            return Set.of();
        }
        RequestMapping outer =
                AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), RequestMapping.class);
        String prefix = outer == null ? "" : outer.path()[0];
        return Arrays.stream(own.path().length == 0 ? new String[] {""} : own.path())
                .map(path -> (prefix + path).replace("{artistId}", "{id}"))
                .filter(path -> !path.startsWith("/internal"))
                .peek(path -> assertThat(own.method()).as(path).isNotEmpty())
                .flatMap(path -> Arrays.stream(own.method()).map(verb -> verb + " " + path))
                .collect(toCollection(TreeSet::new));
    }

    private Map<String, Object> responses(String endpoint) {
        return map(operations.getOrDefault(endpoint, Map.of()).get("responses"));
    }

    /** Pictures speak for themselves. */
    private static Map<String, Map<String, Object>> contents(Map<String, Object> holder) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        map(holder.get("content")).forEach((type, media) -> all.put(type, map(media)));
        all.keySet().removeIf(type -> type.startsWith("image/") || type.equals("application/octet-stream"));
        return all;
    }

    private Map<String, Object> resolved(Object value) {
        Map<String, Object> there = map(value);
        if (there.get("$ref") instanceof String pointer) {
            Map<String, Object> at = document;
            for (String step : pointer.substring(2).split("/")) {
                at = map(Objects.requireNonNull(at.get(step), pointer));
            }
            return at;
        }
        return there;
    }
}
