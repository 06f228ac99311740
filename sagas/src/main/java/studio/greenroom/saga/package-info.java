/** Sagas, their outbox and timers, and the workers that call providers. Axon handles; everything durable is ours. */
@NullMarked
package studio.greenroom.saga;

import org.jspecify.annotations.NullMarked;
