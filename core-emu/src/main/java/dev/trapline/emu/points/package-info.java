/** Where a debugger's points stop a machine that runs, and what its threads are. */
@NullMarked
package dev.trapline.emu.points;

import org.jspecify.annotations.NullMarked;
