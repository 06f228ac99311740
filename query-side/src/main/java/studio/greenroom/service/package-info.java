@NullMarked
package studio.greenroom.service;

import org.jspecify.annotations.NullMarked;
