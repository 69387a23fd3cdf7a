/** Virtual time: the instruction count, and what is due at a known virtual time. */
@NullMarked
package dev.trapline.emu.time;

import org.jspecify.annotations.NullMarked;
