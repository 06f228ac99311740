package studio.greenroom.standalone.bench;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.standalone.Failure;

/** A database on a MongoDB server; never the one that the user has named, since the bench takes its own away. */
record MongoPlace(MongoSettings settings) {

    private static final Pattern PARTS =
            Pattern.compile("(?<server>mongodb(?:\\+srv)?://[^/?]+)(?:/(?<database>[^?]*))?(?:\\?(?<options>.*))?");

    /** A database beside that of the URI, on the same server and with the same login. */
    static MongoPlace beside(MongoSettings other, String name) {
        Matcher parts = PARTS.matcher(other.uri());
        if (!parts.matches()) {
            throw new Failure("greenroom.mongodb.uri is no MongoDB connection string.");
        }
        String database = parts.group("database") == null ? "" : parts.group("database");
        String options = parts.group("options") == null ? "" : parts.group("options");
        // Whoever signs in does so in the database that the URI names.
        boolean signsInThere = parts.group("server").matches("mongodb://.*@.*")
                && !options.toLowerCase(Locale.ROOT).matches(".*auth(source|mechanism)=.*");
        String more = signsInThere ? "authSource=" + (database.isEmpty() ? "admin" : database) : "";
        String uri = parts.group("server") + "/" + (database.isEmpty() ? "greenroom" : database) + "_" + name + "?"
                + options + (options.isEmpty() || more.isEmpty() ? "" : "&") + more;
        return new MongoPlace(new MongoSettings(uri, other.allowUnverified()));
    }

    String uri() {
        return settings.uri();
    }

    String database() {
        return String.valueOf(new ConnectionString(uri()).getDatabase());
    }

    void drop() {
        try (MongoClient client = MongoClients.create(uri())) {
            client.getDatabase(database()).drop();
        }
    }
}
