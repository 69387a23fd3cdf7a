/** The machine as a whole, and the description it is built from. */
@NullMarked
package dev.trapline.emu.machine;

import org.jspecify.annotations.NullMarked;
