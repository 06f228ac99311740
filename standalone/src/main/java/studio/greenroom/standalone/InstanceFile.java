package studio.greenroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.embedded.EmbeddedServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a running Greenroom and its servers are: {@code instance.json} in the data folder, there from when it is ready
 * until it stops. Passwords are not in it; they have files of their own beside it.
 */
public final class InstanceFile {

    private static final String NAME = "instance.json";
    private static final Logger log = LoggerFactory.getLogger(InstanceFile.class);

    private final Path file;

    private InstanceFile(Path file) {
        this.file = file;
    }

    /** What a Greenroom that runs in this folder says of itself. */
    public static Optional<JsonNode> running(Path data) throws IOException {
        Path file = data.resolve(NAME);
        return Files.exists(file)
                ? Optional.of(new JsonMapper().readTree(Files.readString(file)))
                        .filter(found ->
                                ProcessHandle.of(found.path("pid").asLong()).isPresent())
                : Optional.empty();
    }

    /** Takes away what a run that was killed has left. */
    static InstanceFile in(Path data) {
        InstanceFile instance = new InstanceFile(data.resolve(NAME));
        instance.remove();
        return instance;
    }

    /** Greenroom goes on without it. */
    void write(String address, EmbeddedServers servers) {
        JsonMapper json = new JsonMapper();
        ObjectNode found = json.createObjectNode();
        found.put("address", address).put("pid", ProcessHandle.current().pid());
        found.putObject("postgresql")
                .put("host", servers.postgres().host())
                .put("port", servers.postgres().port())
                .put("database", servers.postgres().database())
                .put("user", servers.postgres().user());
        found.putObject("redis")
                .put("host", servers.redis().host())
                .put("port", servers.redis().port());
        found.putObject("kafka").put("bootstrapServers", servers.kafka().address());
        try {
            LocalFiles.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(found));
        } catch (IOException problem) {
            log.warn("{} can not be written: {}", file, problem.toString());
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException problem) {
            log.warn("{} can not be removed: {}", file, problem.toString());
        }
    }
}
