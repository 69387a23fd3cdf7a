/** The generic timers. */
@NullMarked
package dev.trapline.emu.timer;

import org.jspecify.annotations.NullMarked;
