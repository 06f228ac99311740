package studio.greenroom.kernel.stream;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/** The event topic from somewhere to its end, for whoever wants all of it at once rather than to follow it. */
public interface EventReplay {

    /**
     * Every event after the marks that the topic has now, in its order within each partition, in batches of up to
     * {@code most}; some newer ones may follow. A partition without a mark is read from its beginning, and so is one
     * whose mark the topic does not know. The next batch is read while one is taken. Fails when Kafka does not answer.
     */
    Flux<List<Delivered>> after(Map<Integer, Mark> marks, int most);
}
