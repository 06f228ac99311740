package studio.greenroom.standalone.bench;

import java.util.List;

/** One thing that is measured on a running Greenroom. */
interface Measure {

    /** As {@code --only} calls it. */
    String name();

    /** Leaves nothing of its own under way. */
    List<Figure> take(Site site) throws Exception;
}
