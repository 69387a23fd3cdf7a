/** The boards: what lies where in the physical address map, and the device tree that says so. */
@NullMarked
package dev.trapline.emu.board;

import org.jspecify.annotations.NullMarked;
