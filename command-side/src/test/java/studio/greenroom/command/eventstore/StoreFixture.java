package studio.greenroom.command.eventstore;

/** One empty store on a real server, for the tests that every store has to pass. */
public interface StoreFixture {

    /** As another process would open it. */
    EventStorage open();

    /** The server no longer gets any time, until it {@link #thaw thaws}. */
    void freeze();

    void thaw();

    /** So many of something, or fewer where the server is a slow one. */
    int scaled(int usual);

    /** Whether processes are known to share it fairly; not yet on the server that stands in for MongoDB. */
    boolean isFair();
}
