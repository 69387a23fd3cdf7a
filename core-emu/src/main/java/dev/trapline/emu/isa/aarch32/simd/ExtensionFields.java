package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.isa.FieldFunction;
import java.util.List;

/** The functions that rows of these extensions use on their fields. */
final class ExtensionFields {
    static final List<FieldFunction> ALL = List.of(
            // Numbers of D registers (D:Vd) and S registers (Vd:D).
            function("vreg", 2, 5, a -> a[0] << 4 | a[1]),
            function("sreg", 2, 5, a -> a[0] << 1 | a[1]),
            // Two fields one after the other, the second of so many bits.
            function("join", 3, 6, a -> a[0] << a[2] | a[1]),
            function("half", 1, 7, a -> a[0] >> 1),
            // Whether a quadword register field is odd, which is UNDEFINED: Q and the low bits of Vd, Vn, Vm.
            function("odd1", 2, 1, a -> a[0] & a[1]),
            function("odd2", 3, 1, a -> a[0] & (a[1] | a[2])),
            function("odd3", 4, 1, a -> a[0] & (a[1] | a[2] | a[3])),
            function("dupSize", 2, 2, a -> 2 - (a[0] << 1 | a[1])),
            // VMRS and VMSR: whether there is such a register.
            function("fpRegister", 1, 1, a -> switch (a[0]) {
                case VfpTransfer.FPSID, VfpTransfer.MVFR1, VfpTransfer.MVFR0, VfpTransfer.FPEXC -> 1;
                default -> 0;
            }),
            // VLDM and VSTM: what is added to the base, by U, W and the count of words.
            new FieldFunction("vldmMove", 3, 11, true, a -> a[1] == 0 ? 0 : a[0] == 0 ? -4 * a[2] : 4 * a[2]),
            // VCVT between floating and fixed point: size less imm4:i, which must not be negative.
            function("fixedFraction", 3, 6, a -> (a[0] == 0 ? 16 : 32) - (a[1] << 1 | a[2])),
            function("fixedBad", 3, 1, a -> a[0] == 0 && (a[1] << 1 | a[2]) > 16 ? 1 : 0),
            // By-scalar forms, by size (1 or 2), M and Vm.
            function("scalarRegister", 2, 4, a -> a[0] == 1 ? a[1] & 7 : a[1]),
            function("scalarIndex", 3, 2, a -> a[0] == 1 ? a[1] << 1 | a[2] >> 3 : a[1]),
            // Shifts by immediates: element size and amount, by L and imm6.
            function("shiftSize", 2, 2, a -> shiftSize(a[0], a[1])),
            function("shiftRight", 2, 7, a -> (a[0] == 1 ? 64 : 16 << shiftSize(0, a[1])) - a[1]),
            function("shiftLeft", 2, 6, a -> a[0] == 1 ? a[1] : a[1] - (8 << shiftSize(0, a[1]))),
            function("elementBits", 1, 6, a -> 8 << a[0]),
            function("fractionBits", 1, 6, a -> 64 - a[0]),
            // VDUP by a scalar: the lowest bit set in imm4 tells the size, those above it the index.
            function("laneSize", 1, 2, a -> Math.min(3, Integer.numberOfTrailingZeros(a[0]))),
            function("laneIndex", 1, 3, a -> a[0] >> 1 + Math.min(3, Integer.numberOfTrailingZeros(a[0]))),
            // AdvSIMDExpandImm() (DDI 0406C A7.4.6), the word that is repeated.
            function("wordImmediate", 2, 32, a -> a[1] << 8 * a[0]),
            function("halfImmediate", 2, 32, a -> (a[1] << 8 * a[0]) * 0x1_0001),
            function("onesImmediate", 2, 32, a -> a[0] == 0 ? a[1] << 8 | 0xff : a[1] << 16 | 0xffff),
            function("byteImmediate", 1, 32, a -> a[0] * 0x0101_0101),
            function("not", 1, 32, a -> ~a[0]),
            // Alignments of element accesses, as powers of two, 0 for none.
            function("alignTo", 2, 3, a -> a[0] == 0 ? 0 : a[1]),
            function("alignFrom4", 1, 3, a -> a[0] == 0 ? 0 : a[0] + 2),
            function("alignAll4", 2, 3, a -> a[1] == 0 ? 0 : Math.min(a[0], 1) + 2 + (a[0] == 3 ? 1 : 0)),
            // Structures: registers 1 or 2 apart, and the last of those that begin at the first.
            function("apart", 1, 2, a -> a[0] + 1),
            function("last", 4, 6, a -> a[0] + a[1] - 1 + (a[2] - 1) * a[3]),
            function("smaller", 2, 2, a -> Math.min(a[0], a[1])),
            function("vfpExpandImm", 1, 32, a -> vfpExpandImm(a[0])),
            function("vfpExpandImmHigh", 1, 32, a -> vfpExpandImmHigh(a[0])));

    private ExtensionFields() {}

    private static FieldFunction function(String name, int arity, int width, FieldFunction.Body body) {
        return new FieldFunction(name, arity, width, false, body);
    }

    private static int shiftSize(int l, int imm6) {
        if (l == 1) {
            return 3;
        }
        return imm6 >= 32 ? 2 : imm6 >= 16 ? 1 : 0;
    }

    /**
     * The single-precision constant of an 8-bit immediate.
     *
     * @arm DDI 0406C A7.5.1 VFPExpandImm()
     */
    static int vfpExpandImm(int imm8) {
        int exponent = (imm8 & 0x40) == 0 ? 0x4000_0000 : 0x3e00_0000;
        return imm8 >>> 7 << 31 | exponent | (imm8 & 0x3f) << 19;
    }

    /** Bits 63 to 32 of the double-precision constant; the others are zero. */
    private static int vfpExpandImmHigh(int imm8) {
        int exponent = (imm8 & 0x40) == 0 ? 0x4000_0000 : 0x3fc0_0000;
        return imm8 >>> 7 << 31 | exponent | (imm8 & 0x3f) << 16;
    }
}
