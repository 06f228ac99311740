package studio.greenroom.kernel.identity;

import reactor.core.publisher.Mono;

/**
 * Which owner a person is here. Owners' ids are random, so that they say nothing of a person; what connects the two can
 * be deleted.
 */
@FunctionalInterface
public interface Owners {

    /**
     * The owner's id, made when this person is seen for the first time; the same for all who ask at once. Never empty,
     * and never blocks the thread that subscribes.
     *
     * @param issuer  of the person's token
     * @param subject as the issuer calls the person
     */
    Mono<String> of(String issuer, String subject);
}
