/** The bench: how fast the whole is here and now, beside what its servers do without it. */
@NullMarked
package studio.greenroom.standalone.bench;

import org.jspecify.annotations.NullMarked;
