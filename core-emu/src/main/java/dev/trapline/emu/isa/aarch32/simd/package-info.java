/**
 * The Advanced SIMD and Floating-point Extensions (VFPv4-D32) of AArch32: rows of both instruction sets and their meanings.
 */
@NullMarked
package dev.trapline.emu.isa.aarch32.simd;

import org.jspecify.annotations.NullMarked;
