/** What generations cost their owner: every entry, what each generation came to, and the balances. */
@NullMarked
package studio.greenroom.query.ledger;

import org.jspecify.annotations.NullMarked;
