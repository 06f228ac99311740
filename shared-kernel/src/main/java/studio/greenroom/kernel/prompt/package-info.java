/** Prompts in their parts, and the styles, presets and tasks that they are made from. */
@NullMarked
package studio.greenroom.kernel.prompt;

import org.jspecify.annotations.NullMarked;
