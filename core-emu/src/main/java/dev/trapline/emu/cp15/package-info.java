/** The system registers behind coprocessors 14 and 15, as rows. */
@NullMarked
package dev.trapline.emu.cp15;

import org.jspecify.annotations.NullMarked;
