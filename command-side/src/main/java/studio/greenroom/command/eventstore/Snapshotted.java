package studio.greenroom.command.eventstore;

import org.jspecify.annotations.Nullable;

/** An aggregate whose state may be kept. It is given it back as its first event, with the owner in the meta data. */
public interface Snapshotted {

    @Nullable
    String owner();

    @Nullable
    Object state();
}
