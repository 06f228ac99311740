package studio.greenroom.kernel.generation;

/**
 * What an attempt cost.
 *
 * @param micros    millionths of the currency's unit
 * @param currency  ISO 4217
 * @param priceList version of the price list it was computed from
 */
public record Cost(long micros, String currency, int priceList) {

    public static final Cost FREE = new Cost(0, "EUR", 0);

    /** As much in the same currency. */
    public Cost of(long newMicros) {
        return new Cost(newMicros, currency, priceList);
    }
}
