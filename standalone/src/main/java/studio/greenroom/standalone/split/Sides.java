package studio.greenroom.standalone.split;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.standalone.Port;

/** Which processes there are, and what each is told: addresses and secrets by its environment, which only its user can read. */
final class Sides {

    private static final String COMMAND = "command-side";
    private static final String SAGAS = "sagas";
    private static final String QUERY = "query-side";
    private static final Map<String, String> MAIN = Map.of(
            COMMAND,
            "studio.greenroom.service.CommandService",
            SAGAS,
            "studio.greenroom.service.SagaService",
            QUERY,
            "studio.greenroom.service.QueryService");

    private final int replicas;
    private final Map<String, List<Integer>> ports = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    private final @Nullable String code;

    /**
     * @param properties of servers and identity, as the application names them
     * @param token      what the sides show each other
     */
    Sides(int replicas, Map<String, String> properties, String token) {
        this.replicas = replicas;
        for (String side : List.of(COMMAND, SAGAS, QUERY)) {
            ports.put(
                    side,
                    IntStream.range(0, replicas).mapToObj(i -> Port.free()).toList());
        }
        properties.forEach((name, value) -> shared.put(variable(name), value));
        shared.put("GREENROOM_INTERNAL_TOKEN", token);
        code = shared.remove("GREENROOM_LOCAL_CODE");
    }

    /** All of them, in the order in which a person reads the flow; the front last. */
    List<Child> children(int port, Path frontJar) {
        List<Child> all = new ArrayList<>();
        for (String side : List.of(COMMAND, SAGAS, QUERY)) {
            for (int i = 0; i < replicas; i++) {
                all.add(new Child(
                        side,
                        name(side, i),
                        ports(side).get(i),
                        java(
                                name(side, i),
                                "-Xmx320m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Objects.requireNonNull(MAIN.get(side))),
                        environment(side, i)));
            }
        }
        all.add(new Child("front", "front", port, java("front", "-Xmx160m", "-jar", frontJar.toString()), front()));
        return all;
    }

    /** The jar of the front lies beside this program's own in the tree that it was built in. */
    static Path frontJar() {
        for (Path folder = Path.of(System.getProperty("java.class.path").split(":")[0])
                        .toAbsolutePath()
                        .getParent();
                folder != null;
                folder = folder.getParent()) {
            Path jar = folder.resolve("front/target/greenroom-front.jar");
            if (Files.exists(jar)) {
                return jar;
            }
        }
        Path here =
                Path.of("../front/target/greenroom-front.jar").toAbsolutePath().normalize();
        if (Files.exists(here)) {
            return here;
        }
        throw new StartFailure("The front is not built. Run mvn -DskipTests package in Greenroom's folder.");
    }

    private Map<String, String> environment(String side, int index) {
        Map<String, String> own = new HashMap<>(shared);
        if (!side.equals(COMMAND)) {
            own.put("GREENROOM_INTERNAL_COMMANDSIDE", String.join(",", addresses(COMMAND)));
        }
        // The code opens a session once, so only one process may know it.
        if (side.equals(QUERY) && index == 0 && code != null) {
            own.put("GREENROOM_LOCAL_CODE", code);
        }
        return own;
    }

    private Map<String, String> front() {
        Map<String, String> front =
                new HashMap<>(Map.of("GREENROOM_FRONT_SIGNIN", addresses(QUERY).get(0)));
        ports.keySet()
                .forEach(side -> front.put(variable("greenroom.front." + side), String.join(",", addresses(side))));
        return front;
    }

    private List<String> addresses(String side) {
        return ports(side).stream().map(port -> "http://127.0.0.1:" + port).toList();
    }

    private List<Integer> ports(String side) {
        return Objects.requireNonNull(ports.get(side));
    }

    private String name(String side, int index) {
        return replicas == 1 ? side : side + "-" + (index + 1);
    }

    /** @param name by which a person finds it in a list of processes */
    private static List<String> java(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgreenroom.process=" + name,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The environment variable of a setting, as Spring Boot reads it. */
    static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
