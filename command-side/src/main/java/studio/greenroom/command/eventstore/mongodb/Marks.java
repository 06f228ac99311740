package studio.greenroom.command.eventstore.mongodb;

import java.util.List;

/** What the processes that write to one store leave for each other. */
interface Marks {

    /**
     * @param number    of the process's mark, which rises
     * @param roundTrip to the store, nanoseconds
     */
    record Mark(String process, long number, long roundTrip) {}

    /** In place of the process's mark before. */
    void put(Mark mark);

    List<Mark> all();

    /** Unless there is a newer one by now. */
    void remove(Mark mark);
}
