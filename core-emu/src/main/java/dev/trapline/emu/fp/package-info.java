/**
 * Floating-point arithmetic of ARMv7-A VFPv4 and Advanced SIMD, bit for bit (DDI 0406C A2.7).
 *
 * <p>All operations are static methods over bit patterns: {@code int} for binary32 and, in its low
 * 16 bits, binary16; {@code long} for binary64. Controls and cumulative flags travel in a
 * {@link dev.trapline.emu.fp.FpState}; nothing allocates.
 *
 * <p>{@code FpCore} and {@code FpRound} are the manual's pseudo-code in integers, written once over
 * the format. {@code Fp32}, {@code Fp64} and {@code FpConvert} put host arithmetic in front of it
 * where that is provably the same in result and flags; Java's own arithmetic is strict IEEE 754
 * rounding to nearest (JLS 15.4), so what they return does not depend on the host.
 */
@NullMarked
package dev.trapline.emu.fp;

import org.jspecify.annotations.NullMarked;
