@NullMarked
package studio.greenroom.saga.metrics;

import org.jspecify.annotations.NullMarked;
