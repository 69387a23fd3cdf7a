/** The A32, T32 and T16 rows and what each instruction means. */
@NullMarked
package dev.trapline.emu.isa.aarch32;

import org.jspecify.annotations.NullMarked;
