/** The generic timers: counters, comparators, event streams. */
@NullMarked
package dev.trapline.emu.timer;

import org.jspecify.annotations.NullMarked;
