@NullMarked
package studio.greenroom.query.database;

import org.jspecify.annotations.NullMarked;
