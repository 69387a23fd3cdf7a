/** Physical memory and the bus devices sit on. */
@NullMarked
package dev.trapline.emu.mem;

import org.jspecify.annotations.NullMarked;
