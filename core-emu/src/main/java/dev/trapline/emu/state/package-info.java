/** The state of an AArch32 pCPU. */
@NullMarked
package dev.trapline.emu.state;

import org.jspecify.annotations.NullMarked;
