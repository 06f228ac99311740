@NullMarked
package studio.greenroom.standalone.split;

import org.jspecify.annotations.NullMarked;
