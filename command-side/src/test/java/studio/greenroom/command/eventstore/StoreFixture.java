package studio.greenroom.command.eventstore;

import java.util.List;

/** One empty store on a real server, for the tests that every store has to pass. */
public interface StoreFixture {

    /** As another process would open it. */
    EventStorage open();

    /** The server no longer gets any time, until it {@link #thaw thaws}. */
    void freeze();

    void thaw();

    /** What {@link WritingProcess} needs to open it. */
    List<String> address();

    /** How many writers are killed, one after the other. */
    int lives();

    /** So many of something, or fewer where the server is a slow one. */
    int scaled(int usual);
}
