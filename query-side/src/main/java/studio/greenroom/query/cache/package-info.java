@NullMarked
package studio.greenroom.query.cache;

import org.jspecify.annotations.NullMarked;
