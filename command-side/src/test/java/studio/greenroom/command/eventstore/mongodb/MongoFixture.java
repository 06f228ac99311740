package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.StoreFixture;
import studio.greenroom.kernel.fault.BreakableProxy;
import studio.greenroom.kernel.fault.MongoServerProcess;

/** A database of its own, behind a proxy, on the server of the tests or on the one that the environment names. */
public final class MongoFixture implements StoreFixture {

    /** On the server of the tests only equality is quick: whatever sorts or ranges looks at everything. */
    private static final int SLOWER = 10;

    private static final int FEWER = 50;
    private static final boolean FULL =
            System.getProperty("greenroom.scale", "small").equals("full");

    private static final @Nullable String NAMED = System.getenv("GREENROOM_TEST_MONGODB_URI");

    private final BreakableProxy proxy;
    private final String uri;
    private final String database;

    public MongoFixture() {
        this("test_" + UUID.randomUUID().toString().substring(0, 8));
    }

    private MongoFixture(String database) {
        this.database = database;
        ConnectionString server = new ConnectionString(
                NAMED != null ? NAMED : MongoServerProcess.one().uri());
        List<String> hosts = server.getHosts();
        String[] host = hosts.get(0).split(":", 2);
        try {
            proxy = new BreakableProxy(host[0], host.length > 1 ? Integer.parseInt(host[1]) : 27_017);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String login = server.getCredential() == null
                ? ""
                : server.getCredential().getUserName() + ":"
                        + new String(server.getCredential().getPassword()) + "@";
        // Directly, or the driver would go past the proxy to where the server says that it is.
        uri = "mongodb://" + login + "127.0.0.1:" + proxy.port() + "/" + database
                + "?directConnection=true&authSource=admin";
    }

    /** Another way to the same database, which can be broken by itself. */
    public MongoFixture another() {
        return new MongoFixture(database);
    }

    String uri() {
        return uri;
    }

    /** Its name. */
    String database() {
        return database;
    }

    public BreakableProxy proxy() {
        return proxy;
    }

    @Override
    public EventStorage open() {
        return new MongoStorage(new MongoSettings(uri, NAMED == null));
    }

    @Override
    public void freeze() {
        proxy.stall();
    }

    @Override
    public void thaw() {
        proxy.mend();
    }

    @Override
    public List<String> address() {
        return List.of(uri);
    }

    @Override
    public int lives() {
        return FULL ? 10 : 1;
    }

    @Override
    public int scaled(int usual) {
        int count = NAMED == null ? Math.max(1, usual / (FULL ? SLOWER : FEWER)) : usual;
        if (count != usual) {
            LoggerFactory.getLogger(MongoFixture.class)
                    .info("{} instead of {} on the server of the tests", count, usual);
        }
        return count;
    }
}
