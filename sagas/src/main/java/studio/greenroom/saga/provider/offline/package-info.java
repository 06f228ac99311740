@NullMarked
package studio.greenroom.saga.provider.offline;

import org.jspecify.annotations.NullMarked;
