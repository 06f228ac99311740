@NullMarked
package studio.greenroom.query.artist;

import org.jspecify.annotations.NullMarked;
