package studio.greenroom.query.ledger;

/**
 * What one generation came to in one currency, in micros.
 *
 * @param estimated the part of {@code settled} that nobody stated: the outcome of the call is not known
 * @param saved     what making it as often as it was answered again would have cost
 */
record Account(long reserved, long settled, long estimated, long refunded, long saved) {

    static final Account EMPTY = new Account(0, 0, 0, 0, 0);

    /** What is set aside now: neither used nor given back. */
    long held() {
        return Math.max(0, reserved - settled - refunded);
    }

    Account plus(Entry entry) {
        long micros = entry.micros();
        return switch (entry.kind()) {
            case RESERVED -> new Account(reserved + micros, settled, estimated, refunded, saved);
            case SETTLED ->
                new Account(reserved, settled + micros, estimated + (entry.estimated() ? micros : 0), refunded, saved);
            case REFUNDED -> new Account(reserved, settled, estimated, refunded + micros, saved);
            case SAVED -> new Account(reserved, settled, estimated, refunded, saved + micros);
        };
    }
}
