package studio.greenroom.saga.consumer;

import java.util.Set;

/** Told after every commit of the consumer: there may be new work. */
@FunctionalInterface
public interface AfterCommit {

    /** @param ended generations whose running calls nobody waits for any more */
    void committed(Set<String> ended);
}
