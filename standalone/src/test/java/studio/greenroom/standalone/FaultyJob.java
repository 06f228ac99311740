package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.base64;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.images;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.png;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.greenroom.saga.testing.openai.Faults.Fault;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;
import tools.jackson.databind.JsonNode;

/** A generation whose provider has a fault now and then, and what becomes of it. */
final class FaultyJob {

    /** Which of a job's calls the fault strikes. */
    enum When {
        THE_FIRST,
        EVERY,
        /** With as many variants as are made at once, so that good and bad answers cross. */
        EVERY_OTHER;

        private boolean strikes(int call) {
            return switch (this) {
                case THE_FIRST -> call == 1;
                case EVERY -> true;
                case EVERY_OTHER -> call % 2 == 1;
            };
        }
    }

    private final Fault fault;
    private final When when;
    private final int attempts;
    private final int variants;
    private final Script picture;
    private final List<Instant> calls = new ArrayList<>();
    /** From when on one call more may be made. */
    private final List<Instant> allowed = new ArrayList<>();

    /**
     * @param attempts most of a variant
     * @param longest  wait that is waited for
     */
    FaultyJob(Fault fault, When when, int attempts, Duration longest) throws IOException {
        boolean again = fault.code().retryable()
                && (fault.least() == null || fault.least().compareTo(longest) <= 0);
        this.fault = fault;
        this.when = when;
        this.attempts = again ? attempts : 1;
        this.variants = when == When.EVERY_OTHER ? 3 : 1;
        this.picture = images(base64(png(64, 64)));
        allowed.addAll(Collections.nCopies(variants, Instant.MIN));
    }

    String body(String prompt) {
        return "{\"kind\":\"image\",\"prompt\":\"%s\",\"variants\":%s,\"width\":256,\"height\":256}"
                .formatted(prompt, variants);
    }

    void answer(HttpExchange exchange, JsonNode request) throws IOException {
        (struck() ? fault.script() : picture).answer(exchange, request);
    }

    private synchronized boolean struck() {
        Instant now = Instant.now();
        calls.add(now);
        boolean strikes = when.strikes(calls.size());
        if (strikes) {
            allowed.add(now.plus(fault.least() == null ? Duration.ZERO : fault.least()));
        }
        return strikes;
    }

    /** Ended in the fault's own code where it had to, after no more calls than allowed, and none of them too soon. */
    synchronized void check(JsonNode ended) {
        boolean fails = when == When.EVERY || when == When.THE_FIRST && attempts == 1;
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo(fails ? "failed" : "succeeded");
        if (fails) {
            assertThat(ended.get("failure").get("code").asString()).isEqualTo(code());
            assertThat(ended.get("failure").get("message").asString()).isNotBlank();
        }
        Map<Integer, Integer> made = new TreeMap<>();
        for (JsonNode attempt : ended.get("attempts")) {
            made.merge(attempt.get("variant").asInt(), 1, Integer::sum);
            if (!attempt.get("state").asString().equals("succeeded")) {
                assertThat(attempt.get("code").asString(""))
                        .as(ended.toString())
                        .isEqualTo(code());
            }
        }
        assertThat(made).as(ended.toString()).hasSize(variants);
        if (when == When.EVERY_OTHER) {
            assertThat(made.values()).allMatch(number -> number <= attempts);
        } else {
            assertThat(made).containsEntry(1, when == When.EVERY ? attempts : Math.min(attempts, 2));
        }
        assertThat(calls)
                .as("one for each attempt")
                .hasSize(ended.get("attempts").size());
        Collections.sort(allowed);
        for (int call = 0; call < calls.size(); call++) {
            assertThat(calls.get(call)).as("call " + (call + 1)).isAfterOrEqualTo(allowed.get(call));
        }
    }

    private String code() {
        return fault.code().name();
    }

    @Override
    public String toString() {
        return fault + ", " + when;
    }
}
