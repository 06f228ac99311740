package studio.greenroom.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka ends its whole JVM, without a word, on what it takes for a fatal fault; a port that another program took a
 * moment earlier is one. While a node starts or stops here that is withheld, and the fault comes out as an exception.
 * A fault of a running node ends the JVM as Kafka means it to, and the next start recovers.
 */
final class KafkaExit {

    private static final AtomicInteger WITHHELD = new AtomicInteger();

    static {
        Exit.setExitProcedure((status, message) -> {
            if (WITHHELD.get() == 0) {
                Runtime.getRuntime().exit(status);
            }
        });
        Exit.setHaltProcedure((status, message) -> {
            if (WITHHELD.get() == 0) {
                Runtime.getRuntime().halt(status);
            }
        });
    }

    interface Action {
        void run() throws Exception;
    }

    private KafkaExit() {}

    static void withheldDuring(Action action) throws Exception {
        WITHHELD.incrementAndGet();
        try {
            action.run();
        } finally {
            WITHHELD.decrementAndGet();
        }
    }
}
