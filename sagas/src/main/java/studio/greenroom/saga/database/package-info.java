@NullMarked
package studio.greenroom.saga.database;

import org.jspecify.annotations.NullMarked;
