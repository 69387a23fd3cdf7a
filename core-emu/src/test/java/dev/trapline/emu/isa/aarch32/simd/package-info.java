@NullMarked
package dev.trapline.emu.isa.aarch32.simd;

import org.jspecify.annotations.NullMarked;
