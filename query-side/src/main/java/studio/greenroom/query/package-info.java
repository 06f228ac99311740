@NullMarked
package studio.greenroom.query;

import org.jspecify.annotations.NullMarked;
