/** What prompts can be made from. */
@NullMarked
package studio.greenroom.query.prompt;

import org.jspecify.annotations.NullMarked;
