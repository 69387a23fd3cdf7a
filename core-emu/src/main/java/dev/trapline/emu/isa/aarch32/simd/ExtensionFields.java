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
            function("vfpExpandImm", 1, 32, a -> vfpExpandImm(a[0])),
            function("vfpExpandImmHigh", 1, 32, a -> vfpExpandImmHigh(a[0])));

    private ExtensionFields() {}

    private static FieldFunction function(String name, int arity, int width, FieldFunction.Body body) {
        return new FieldFunction(name, arity, width, false, body);
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
