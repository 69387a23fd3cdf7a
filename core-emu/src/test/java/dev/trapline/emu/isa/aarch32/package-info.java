/** Tests of the AArch32 tables and of what reads them. */
@NullMarked
package dev.trapline.emu.isa.aarch32;

import org.jspecify.annotations.NullMarked;
