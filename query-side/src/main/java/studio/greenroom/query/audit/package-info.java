@NullMarked
package studio.greenroom.query.audit;

import org.jspecify.annotations.NullMarked;
