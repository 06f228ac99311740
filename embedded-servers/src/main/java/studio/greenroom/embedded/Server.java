package studio.greenroom.embedded;

/** A server that Greenroom can bring along. */
public enum Server {
    POSTGRESQL("PostgreSQL"),
    REDIS("Redis"),
    KAFKA("Kafka");

    private final String title;

    Server(String title) {
        this.title = title;
    }

    /** The name as its makers write it, for messages. */
    public String title() {
        return title;
    }
}
