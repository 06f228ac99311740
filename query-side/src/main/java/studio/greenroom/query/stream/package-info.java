@NullMarked
package studio.greenroom.query.stream;

import org.jspecify.annotations.NullMarked;
