package studio.greenroom.standalone.bench;

import java.util.List;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;

/** One thing that is measured on a running Greenroom. */
interface Measure {

    /** As {@code --only} calls it. */
    String name();

    /** Whether it says something of a Greenroom with that event store. */
    default boolean isOf(Kind store) {
        return true;
    }

    /** Whether it needs a Greenroom that has been at work for a while. */
    default boolean isHot() {
        return true;
    }

    /** Leaves nothing of its own under way. */
    List<Figure> take(Site site) throws Exception;
}
