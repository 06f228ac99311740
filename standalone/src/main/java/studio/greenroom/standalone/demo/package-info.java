/** The demo: the main job from end to end, through the public HTTP API alone. */
@NullMarked
package studio.greenroom.standalone.demo;

import org.jspecify.annotations.NullMarked;
