@NullMarked
package studio.greenroom.query.projection;

import org.jspecify.annotations.NullMarked;
