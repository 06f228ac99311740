@NullMarked
package studio.greenroom.query.http;

import org.jspecify.annotations.NullMarked;
