package studio.greenroom.query.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What generations came to together, in one currency, in micros.
 *
 * @param generations how many there are
 * @param reserved    ever set aside
 * @param held        set aside now
 * @param settled     paid
 * @param estimated   the part of {@code settled} that nobody stated
 * @param refunded    given back when generations ended
 * @param saved       not paid, since the same request was answered with what was there
 */
record Balance(long generations, long reserved, long held, long settled, long estimated, long refunded, long saved) {

    /** By what a balance moves when one of its accounts changes. */
    static Balance move(@Nullable Account before, Account after) {
        Account from = before == null ? Account.EMPTY : before;
        return new Balance(
                before == null ? 1 : 0,
                after.reserved() - from.reserved(),
                after.held() - from.held(),
                after.settled() - from.settled(),
                after.estimated() - from.estimated(),
                after.refunded() - from.refunded(),
                after.saved() - from.saved());
    }

    Balance plus(Balance other) {
        return new Balance(
                generations + other.generations,
                reserved + other.reserved,
                held + other.held,
                settled + other.settled,
                estimated + other.estimated,
                refunded + other.refunded,
                saved + other.saved);
    }
}
