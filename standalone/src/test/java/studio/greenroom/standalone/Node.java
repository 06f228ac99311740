package studio.greenroom.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** One more node of the three sides, on servers that others have started; it goes with the one who started it. */
final class Node {

    static final String READY = "The node answers on port ";

    private Node() {}

    /** @param args a properties file */
    public static void main(String[] args) throws Exception {
        Thread leash = new Thread(Node::endWithTheParent, "leash");
        leash.setDaemon(true);
        leash.start();
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
            file.load(reader);
        }
        Map<String, Object> properties = new HashMap<>();
        file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));
        var context = StandaloneApplication.start(properties);
        System.out.println(READY + context.getEnvironment().getProperty("local.server.port"));
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // Gone as well.
        }
        Runtime.getRuntime().halt(1);
    }
}
