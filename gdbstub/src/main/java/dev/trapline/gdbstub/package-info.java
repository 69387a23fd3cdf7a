/** The GDB remote protocol over core-emu's debug port; knows neither Xen nor recordings. */
@NullMarked
package dev.trapline.gdbstub;

import org.jspecify.annotations.NullMarked;
