/** Address translation, the software TLB, exclusive monitors: what stands between a pCPU and physical memory. */
@NullMarked
package dev.trapline.emu.mmu;

import org.jspecify.annotations.NullMarked;
