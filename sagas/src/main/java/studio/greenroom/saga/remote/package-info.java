@NullMarked
package studio.greenroom.saga.remote;

import org.jspecify.annotations.NullMarked;
