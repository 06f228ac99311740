package studio.greenroom.standalone;

import java.util.Map;
import java.util.UUID;
import studio.greenroom.kernel.fault.MongoServerProcess;

/** What a Greenroom in a process of its own keeps its events in. */
enum Store {
    POSTGRESQL,
    MONGODB;

    /** With a database that nobody else uses. */
    Map<String, String> environment() {
        return switch (this) {
            case POSTGRESQL -> Map.of();
            case MONGODB ->
                Map.of(
                        "GREENROOM_EVENTSTORE",
                        "mongodb",
                        "GREENROOM_MONGODB_URI",
                        MongoServerProcess.one().uri() + "/test_"
                                + UUID.randomUUID().toString().substring(0, 8),
                        "GREENROOM_MONGODB_ALLOWUNVERIFIED",
                        "true");
        };
    }
}
