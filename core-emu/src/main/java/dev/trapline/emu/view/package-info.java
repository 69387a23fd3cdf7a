/** What a debugger sees of a machine that stands still: registers by number and name, memory, tables and interrupts. */
@NullMarked
package dev.trapline.emu.view;

import org.jspecify.annotations.NullMarked;
