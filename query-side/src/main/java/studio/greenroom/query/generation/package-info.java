@NullMarked
package studio.greenroom.query.generation;

import org.jspecify.annotations.NullMarked;
