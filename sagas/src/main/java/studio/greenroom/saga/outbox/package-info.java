@NullMarked
package studio.greenroom.saga.outbox;

import org.jspecify.annotations.NullMarked;
