/** How registers of AArch32 are described to debuggers. */
@NullMarked
package dev.trapline.gdbstub.arch.aarch32;

import org.jspecify.annotations.NullMarked;
