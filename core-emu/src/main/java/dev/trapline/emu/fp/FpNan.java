package dev.trapline.emu.fp;

/**
 * Which NaN an operation returns, and the flushing of denormal operands that comes before.
 *
 * @arm DDI 0406C A2.7 FPUnpack(), FPProcessNaN(), FPProcessNaNs(), FPProcessNaNs3()
 */
final class FpNan {
    private FpNan() {}

    /** Single or double operands only: half-precision denormals are never flushed. */
    static long flushInput(FpState fp, FpFormat format, long bits) {
        if (fp.flushToZero && format.isSubnormal(bits)) {
            fp.raise(FpState.IDC);
            return bits & format.signBit();
        }
        return bits;
    }

    /** The result for a NaN operand. */
    static long process(FpState fp, FpFormat format, long nan) {
        if (format.isSignallingNan(nan)) {
            fp.raise(FpState.IOC);
        }
        return fp.defaultNan ? format.defaultNan() : nan | format.quietBit();
    }

    /** The result when at least one of two operands is a NaN: signalling ones first, then by place. */
    static long process2(FpState fp, FpFormat format, long a, long b) {
        if (format.isSignallingNan(a)) {
            return process(fp, format, a);
        }
        if (format.isSignallingNan(b)) {
            return process(fp, format, b);
        }
        return process(fp, format, format.isNan(a) ? a : b);
    }

    /** The result when at least one of three operands is a NaN. */
    static long process3(FpState fp, FpFormat format, long a, long b, long c) {
        if (format.isSignallingNan(a)) {
            return process(fp, format, a);
        }
        if (format.isSignallingNan(b) || format.isSignallingNan(c)) {
            return process2(fp, format, b, c);
        }
        return format.isNan(a) ? process(fp, format, a) : process2(fp, format, b, c);
    }

    /** The default NaN, for an invalid operation on numbers. */
    static long invalid(FpState fp, FpFormat format) {
        fp.raise(FpState.IOC);
        return format.defaultNan();
    }
}
