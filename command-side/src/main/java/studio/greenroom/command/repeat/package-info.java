/** The same request once more: what it was answered with, from Redis, and how often. */
@NullMarked
package studio.greenroom.command.repeat;

import org.jspecify.annotations.NullMarked;
