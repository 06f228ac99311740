@NullMarked
package studio.greenroom.query.console;

import org.jspecify.annotations.NullMarked;
