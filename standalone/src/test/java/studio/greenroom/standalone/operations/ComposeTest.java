package studio.greenroom.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.standalone.YamlFile.map;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.YamlFile;

/** What can be known of docker-compose.yml without an engine; CI also lets docker-compose itself read it. */
class ComposeTest {

    private static final Pattern ROUTE = Pattern.compile("lb://([a-z-]+)");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)");
    private static final Pattern SECRET = Pattern.compile("/run/secrets/([a-z.-]+)");
    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z-]*):(\\d{4,5})\\b");

    /** Where each service listens. */
    private static final Map<String, Integer> PORTS = Map.of(
            "front",
            8080,
            "command-side",
            8080,
            "sagas",
            8080,
            "query-side",
            8080,
            "kafka",
            9092,
            "mongodb",
            27017,
            "prometheus",
            9090,
            "grafana",
            3000);

    private final String text = Repository.read("docker-compose.yml");
    private final Map<String, Object> file = YamlFile.of(text);
    private final Map<String, Object> services = map(file.get("services"));

    @Test
    void everyServiceIsHardenedLimitedAndPinned() {
        services.forEach((name, value) -> {
            Map<String, Object> service = map(value);
            assertThat(service.get("read_only")).as(name).isEqualTo(true);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service)
                    .as(name)
                    .containsKeys("mem_limit", "cpus", "pids_limit", "networks")
                    .doesNotContainKey("privileged");
            if (service.containsKey("build")) {
                assertThat(map(service.get("build")).get("dockerfile")).isEqualTo("docker/Dockerfile");
            } else {
                assertThat(service).as(name).containsKeys("healthcheck", "user");
                assertThat(service.get("user").toString()).as(name).doesNotStartWith("0");
                assertThat(service.get("image").toString()).as(name).matches(".+:v?\\d+\\.\\d+(\\.\\d+)?(-[a-z]+)?");
            }
        });
    }

    @Test
    void ourImagesRunAsNobodyInParticularAndCanBeAskedHowTheyAre() {
        String dockerfile = Repository.read("docker/Dockerfile");

        assertThat(dockerfile)
                .contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ")
                .containsPattern("\nENTRYPOINT \\[\"java\"");
        assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ") && !line.contains(" AS layers")))
                .hasSize(2)
                .allMatch(line -> line.matches("FROM \\S+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"));
        Map<String, String> jars = new TreeMap<>();
        services.values().stream()
                .map(YamlFile::map)
                .filter(service -> service.containsKey("build"))
                .map(service -> map(map(service.get("build")).get("args")))
                .forEach(args -> jars.put(
                        args.get("MODULE").toString(),
                        args.getOrDefault("JAR", "service").toString()));
        assertThat(jars)
                .isEqualTo(Map.of(
                        "command-side",
                        "service",
                        "sagas",
                        "service",
                        "query-side",
                        "service",
                        "front",
                        "greenroom-front.jar"));
        jars.forEach((module, jar) -> assertThat(Repository.read(module + "/pom.xml"))
                .contains(
                        jar.equals("service")
                                ? "<classifier>service</classifier>"
                                : "<finalName>" + jar.replace(".jar", "") + "</finalName>"));
        assertThat(Repository.read("docker/Dockerfile.dockerignore")
                        .lines()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1)))
                .allMatch(path -> Files.exists(Repository.file(path)));
    }

    @Test
    void nothingIsPublishedButTheFrontAndOnThisMachineGrafana() {
        Map<String, Object> published = new TreeMap<>();
        services.forEach((name, service) -> {
            if (map(service).containsKey("ports")) {
                published.put(name, map(service).get("ports"));
            }
        });

        assertThat(published).containsOnlyKeys("front", "grafana");
        assertThat(published.get("grafana").toString())
                .startsWith("[127.0.0.1:")
                .endsWith(":3000]");
        assertThat(published.get("front").toString())
                .startsWith("[${GREENROOM_ADDRESS:-127.0.0.1}:")
                .endsWith(":8080]");
        assertThat(map(map(file.get("networks")).get("back")).get("internal")).isEqualTo(true);
        for (String server : List.of("postgres", "redis", "kafka", "mongodb")) {
            assertThat(map(services.get(server)).get("networks")).as(server).isEqualTo(List.of("back"));
        }
    }

    @Test
    void everyFileIsThereAndEveryVariableIsInTheExample() {
        for (Object service : services.values()) {
            for (Object volume : list(map(service).get("volumes"))) {
                String source = volume.toString().replaceFirst(":.*", "");
                assertThat(
                                source.startsWith("./")
                                        ? Files.isRegularFile(Repository.file(source))
                                        : map(file.get("volumes")).containsKey(source))
                        .as(volume.toString())
                        .isTrue();
            }
        }
        Set<String> example = Repository.read(".env.example")
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.replaceFirst("=.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found(VARIABLE, text)).isEqualTo(example);
        assertThat(example).noneMatch(name -> name.matches(".*(PASSWORD|TOKEN|KEY|SECRET)"));
    }

    @Test
    void everySecretIsMadeByTheScriptAndGivenToThoseWhoReadItAndToNobodyElse() {
        Set<String> declared = map(file.get("secrets")).keySet();
        String script = Repository.read("docker/secrets");

        map(file.get("secrets")).forEach((name, secret) -> {
            assertThat(map(secret).get("file").toString()).isEqualTo("${GREENROOM_SECRETS:-./secrets}/" + name);
            assertThat(script).contains(name);
        });
        services.forEach((name, value) -> {
            List<String> given = list(map(value).get("secrets")).stream()
                    .map(Object::toString)
                    .toList();
            assertThat(declared).as(name).containsAll(given);
            if (!map(value).containsKey("build")) {
                assertThat(found(SECRET, value.toString())).as(name).isEqualTo(new TreeSet<>(given));
            }
        });
        assertThat(declared.stream().filter(name -> name.startsWith("greenroom.")))
                .isSubsetOf(Setting.ours().stream().map(Setting::name).toList());
        assertThat(Repository.read(".gitignore").lines()).contains("/secrets/", "/.env");
    }

    @Test
    void everyVariableThatAProcessIsGivenIsASetting() {
        Set<String> settings = Setting.ours().stream().map(Setting::variable).collect(Collectors.toSet());
        services.forEach((name, service) -> assertThat(
                        map(map(service).getOrDefault("environment", Map.of())).keySet().stream()
                                .filter(variable -> variable.startsWith("GREENROOM_")))
                .as(name)
                .isSubsetOf(settings));
    }

    @Test
    void everyAddressLeadsToAServiceAndItsPort() {
        List<String> wrong = new ArrayList<>();
        String all = text + Repository.read("docker/grafana/datasources.yaml");
        Matcher address = ADDRESS.matcher(all.replaceAll("(?m)^\\s*image:.*$|#.*$", ""));
        while (address.find()) {
            if (!address.group(1).equals("localhost")
                    && !Integer.valueOf(address.group(2)).equals(PORTS.get(address.group(1)))) {
                wrong.add(address.group());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(services).containsKeys("postgres", "redis");
    }

    @Test
    void theFrontKnowsEverySideThatItsRoutesLeadTo() {
        Map<String, Object> told = map(map(services.get("front")).get("environment"));
        Set<String> routes = found(ROUTE, Repository.read("front/src/main/resources/application.yaml"));

        assertThat(routes)
                .contains("command-side")
                .allSatisfy(side -> assertThat(told.get(
                                "GREENROOM_FRONT_" + side.replace("-", "").toUpperCase(Locale.ROOT)))
                        .isEqualTo("http://" + side + ":" + PORTS.get(side)));
    }

    @Test
    void prometheusAsksEveryProcess() {
        Map<String, Object> prometheus = YamlFile.of(Repository.read("docker/prometheus.yaml"));
        Map<String, Object> job = map(list(prometheus.get("scrape_configs")).get(0));
        Map<String, Object> asked = new TreeMap<>();
        list(job.get("dns_sd_configs"))
                .forEach(one ->
                        list(map(one).get("names")).forEach(name -> asked.put(name.toString(), map(one).get("port"))));

        assertThat(asked)
                .isEqualTo(Map.of(
                        "command-side",
                        8080,
                        "sagas",
                        8080,
                        "query-side",
                        8080,
                        "front",
                        map(map(services.get("front")).get("environment")).get("MANAGEMENT_SERVER_PORT")));
        asked.keySet()
                .forEach(name -> assertThat(list(map(services.get(name)).get("networks")))
                        .contains("metrics"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> all = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
