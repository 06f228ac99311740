package studio.greenroom.command.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one owner may ask for; {@code greenroom.limits.*}.
 *
 * @param requestsPerMinute Generations that may be asked for within any minute; 0 for any number.
 * @param active            Generations that may be under way at the same time; 0 for any number.
 * @param variants          Variants that one generation may have.
 * @param budget            What generations may cost in a calendar month (UTC), in millionths of the currency's unit; 0 for any
 *                          amount. Costs in another currency are not counted.
 * @param budgetCurrency    Currency of the budget, as in ISO 4217.
 */
@ConfigurationProperties("greenroom.limits")
public record LimitSettings(
        @DefaultValue("10") int requestsPerMinute,
        @DefaultValue("3") int active,
        @DefaultValue("3") int variants,
        @DefaultValue("0") long budget,
        @DefaultValue("USD") String budgetCurrency) {

    private static final int MOST = 100_000;
    private static final int MOST_VARIANTS = 16;
    private static final long MOST_MICROS = 1_000_000_000_000_000L;

    public LimitSettings {
        require(requestsPerMinute, MOST, "requests-per-minute");
        require(active, MOST, "active");
        require(budget, MOST_MICROS, "budget");
        if (variants < 1 || variants > MOST_VARIANTS) {
            throw new IllegalArgumentException("variants has to be from 1 to " + MOST_VARIANTS);
        }
        if (!budgetCurrency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("budget-currency has to be three letters, such as USD");
        }
    }

    private static void require(long limit, long most, String name) {
        if (limit < 0 || limit > most) {
            throw new IllegalArgumentException(name + " has to be from 0, for no limit, to " + most);
        }
    }
}
