package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Meanings of the saturating, packing, extending, reversing and bit-field instructions. */
public final class Media {
    private Media() {}

    public static void qadd(Cpu s, int d, int m, int n) {
        s.r[d] = saturate(s, (long) s.r[m] + s.r[n]);
    }

    public static void qsub(Cpu s, int d, int m, int n) {
        s.r[d] = saturate(s, (long) s.r[m] - s.r[n]);
    }

    public static void qdadd(Cpu s, int d, int m, int n) {
        s.r[d] = saturate(s, (long) s.r[m] + saturate(s, 2L * s.r[n]));
    }

    public static void qdsub(Cpu s, int d, int m, int n) {
        s.r[d] = saturate(s, (long) s.r[m] - saturate(s, 2L * s.r[n]));
    }

    public static void pkhbt(Cpu s, int d, int n, int m, int shift) {
        s.r[d] = s.r[n] & 0xffff | (s.r[m] << shift) & 0xffff_0000;
    }

    public static void pkhtb(Cpu s, int d, int n, int m, int shift) {
        s.r[d] = s.r[n] & 0xffff_0000 | (s.r[m] >> Math.min(shift, 31)) & 0xffff;
    }

    public static void sel(Cpu s, int d, int n, int m) {
        int mask = 0;
        for (int i = 0; i < 4; i++) {
            mask |= (s.ge >>> i & 1) != 0 ? 0xff << 8 * i : 0;
        }
        s.r[d] = s.r[n] & mask | s.r[m] & ~mask;
    }

    public static void ssat(Cpu s, int d, int n, int to, int type, int shift) {
        long max = (1L << (to - 1)) - 1;
        s.r[d] = clamp(s, Alu.shift(s, s.r[n], type, shift), -max - 1, max);
    }

    public static void usat(Cpu s, int d, int n, int to, int type, int shift) {
        s.r[d] = clamp(s, Alu.shift(s, s.r[n], type, shift), 0, (1L << to) - 1);
    }

    public static void ssat16(Cpu s, int d, int n, int to) {
        long max = (1L << (to - 1)) - 1;
        int low = clamp(s, (short) s.r[n], -max - 1, max);
        int high = clamp(s, s.r[n] >> 16, -max - 1, max);
        s.r[d] = low & 0xffff | high << 16;
    }

    public static void usat16(Cpu s, int d, int n, int to) {
        long max = (1L << to) - 1;
        int low = clamp(s, (short) s.r[n], 0, max);
        int high = clamp(s, s.r[n] >> 16, 0, max);
        s.r[d] = low & 0xffff | high << 16;
    }

    public static void sxtab16(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = (s.r[n] + (byte) v) & 0xffff | ((s.r[n] >>> 16) + (byte) (v >> 16)) << 16;
    }

    public static void uxtab16(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = (s.r[n] + (v & 0xff)) & 0xffff | ((s.r[n] >>> 16) + (v >>> 16 & 0xff)) << 16;
    }

    public static void sxtab(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = s.r[n] + (byte) v;
    }

    public static void uxtab(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = s.r[n] + (v & 0xff);
    }

    public static void sxtah(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = s.r[n] + (short) v;
    }

    public static void uxtah(Cpu s, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = s.r[n] + (v & 0xffff);
    }

    public static void sxtb16(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = (byte) v & 0xffff | (byte) (v >> 16) << 16;
    }

    public static void uxtb16(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = v & 0xff_00ff;
    }

    public static void sxtb(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = (byte) v;
    }

    public static void uxtb(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = v & 0xff;
    }

    public static void sxth(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = (short) v;
    }

    public static void uxth(Cpu s, int d, int m, int rotate) {
        int v = Integer.rotateRight(s.r[m], 8 * rotate);
        s.r[d] = v & 0xffff;
    }

    public static void rev(Cpu s, int d, int m) {
        s.r[d] = Integer.reverseBytes(s.r[m]);
    }

    public static void rev16(Cpu s, int d, int m) {
        s.r[d] = Integer.rotateRight(Integer.reverseBytes(s.r[m]), 16);
    }

    public static void revsh(Cpu s, int d, int m) {
        s.r[d] = Short.reverseBytes((short) s.r[m]);
    }

    public static void rbit(Cpu s, int d, int m) {
        s.r[d] = Integer.reverse(s.r[m]);
    }

    public static void clz(Cpu s, int d, int m) {
        s.r[d] = Integer.numberOfLeadingZeros(s.r[m]);
    }

    /** @param widthMinus1 as encoded */
    public static void sbfx(Cpu s, int d, int n, int lsb, int widthMinus1) {
        int left = Math.max(0, 31 - lsb - widthMinus1);
        s.r[d] = s.r[n] << left >> 31 - widthMinus1;
    }

    public static void ubfx(Cpu s, int d, int n, int lsb, int widthMinus1) {
        s.r[d] = s.r[n] >>> lsb & -1 >>> 31 - widthMinus1;
    }

    /** With msb below lsb the result is UNKNOWN: the register stays. */
    public static void bfi(Cpu s, int d, int n, int lsb, int msb) {
        if (msb >= lsb) {
            int mask = -1 >>> 31 - (msb - lsb) << lsb;
            s.r[d] = s.r[d] & ~mask | s.r[n] << lsb & mask;
        }
    }

    public static void bfc(Cpu s, int d, int lsb, int msb) {
        if (msb >= lsb) {
            s.r[d] &= ~(-1 >>> 31 - (msb - lsb) << lsb);
        }
    }

    public static void usad8(Cpu s, int d, int n, int m) {
        s.r[d] = differences(s.r[n], s.r[m]);
    }

    public static void usada8(Cpu s, int d, int n, int m, int a) {
        s.r[d] = s.r[a] + differences(s.r[n], s.r[m]);
    }

    private static int differences(int a, int b) {
        int sum = 0;
        for (int i = 0; i < 32; i += 8) {
            sum += Math.abs((a >>> i & 0xff) - (b >>> i & 0xff));
        }
        return sum;
    }

    private static int saturate(Cpu s, long v) {
        return clamp(s, v, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Clamps, and sets Q where that changed the value. */
    private static int clamp(Cpu s, long v, long min, long max) {
        if (v < min || v > max) {
            s.q = true;
            return (int) (v < min ? min : max);
        }
        return (int) v;
    }
}
