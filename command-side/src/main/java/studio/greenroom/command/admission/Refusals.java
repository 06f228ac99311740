package studio.greenroom.command.admission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** Tells who is not let in why, and when to ask again. */
final class Refusals {

    /** Seconds until it is worth asking again, when something has to end first and nobody knows when. */
    private static final long SOON = 5;

    private final LimitSettings limits;

    Refusals(LimitSettings limits) {
        this.limits = limits;
    }

    Problem tooManyRequests(long waitMillis) {
        long seconds = seconds(waitMillis);
        return new Problem(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "You can ask for " + limits.requestsPerMinute() + " generations a minute. Ask again in "
                                + seconds + (seconds == 1 ? " second." : " seconds."))
                .withHeaders(headers("minute", seconds));
    }

    Problem tooManyActive() {
        return new Problem(
                        ProblemCode.TOO_MANY_ACTIVE,
                        "At most " + limits.active() + " of your generations can be under way at the same time."
                                + " Ask again when one has ended, or cancel one.")
                .withHeaders(headers("active", SOON));
    }

    /**
     * @param leftMicros of this month's budget, below 0 when calls have cost more than was foreseen
     * @param waitMillis until the month ends
     * @param nextMonth  its first day
     */
    Problem budgetExceeded(long leftMicros, long waitMillis, String nextMonth) {
        return new Problem(
                        ProblemCode.BUDGET_EXCEEDED,
                        "Of this month's budget of %s there are %s left, less than this may cost. The next month begins on %s (UTC)."
                                .formatted(money(limits.budget()), money(Math.max(0, leftMicros)), nextMonth))
                .withHeaders(Map.of("Retry-After", Long.toString(seconds(waitMillis))));
    }

    private String money(long micros) {
        BigDecimal amount = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return (amount.scale() < 2 ? amount.setScale(2) : amount).toPlainString() + ' ' + limits.budgetCurrency();
    }

    private static long seconds(long millis) {
        return (millis + 999) / 1_000;
    }

    /** As in draft-ietf-httpapi-ratelimit-headers-10. */
    private Map<String, String> headers(String exhausted, long seconds) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(seconds));
        headers.put("RateLimit", "\"" + exhausted + "\";r=0;t=" + seconds);
        List<String> policies = new ArrayList<>();
        if (limits.requestsPerMinute() > 0) {
            policies.add("\"minute\";q=" + limits.requestsPerMinute() + ";w=60");
        }
        if (limits.active() > 0) {
            policies.add("\"active\";q=" + limits.active() + ";qu=\"concurrent-requests\"");
        }
        headers.put("RateLimit-Policy", String.join(", ", policies));
        return headers;
    }
}
