@NullMarked
package studio.greenroom.command.gateway;

import org.jspecify.annotations.NullMarked;
