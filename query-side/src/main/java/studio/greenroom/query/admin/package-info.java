@NullMarked
package studio.greenroom.query.admin;

import org.jspecify.annotations.NullMarked;
