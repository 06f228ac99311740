@NullMarked
package studio.greenroom.query.blob;

import org.jspecify.annotations.NullMarked;
