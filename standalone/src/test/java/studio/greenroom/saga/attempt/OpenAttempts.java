package studio.greenroom.saga.attempt;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.saga.attempt.Attempts.Leased;
import studio.greenroom.saga.database.SagaDatabase;

/** Opens what only workers do with attempts, for the contract that the simulation's rows are held to. */
public final class OpenAttempts {

    private static final int ANY_NUMBER = 1_000;

    private final Attempts attempts;

    public OpenAttempts(SagaDatabase.Session database) {
        attempts = new Attempts(database);
    }

    public void open(List<AttemptOrder> orders) {
        attempts.open(orders);
    }

    public void abandon(Collection<String> generations) {
        attempts.abandon(generations);
    }

    public List<Leased> claim(String provider, List<String> tokens, Duration lease) {
        return attempts.claim(provider, ANY_NUMBER, tokens, lease);
    }

    public List<Leased> claimOrphans(Set<String> providers, List<String> tokens, Duration lease) {
        return attempts.claimOrphans(providers, tokens, lease);
    }

    public List<Leased> takeOver(Set<String> own, List<String> tokens, Duration lease) {
        return attempts.takeOver(own, tokens, lease);
    }

    public Map<String, Boolean> renew(Collection<String> tokens, Duration lease) {
        return attempts.renew(tokens, lease);
    }

    public boolean answer(Leased attempt, AttemptOutcome outcome) {
        return attempts.answer(attempt, outcome, Duration.ofHours(1));
    }
}
