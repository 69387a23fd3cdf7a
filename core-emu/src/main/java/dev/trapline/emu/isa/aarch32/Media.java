package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Meanings of the saturating, packing, extending, reversing and bit-field instructions. */
public final class Media {
    private Media() {}

    public static void qadd(Cpu s, int[] r, int d, int m, int n) {
        r[d] = saturate(s, (long) r[m] + r[n]);
    }

    public static void qsub(Cpu s, int[] r, int d, int m, int n) {
        r[d] = saturate(s, (long) r[m] - r[n]);
    }

    public static void qdadd(Cpu s, int[] r, int d, int m, int n) {
        r[d] = saturate(s, (long) r[m] + saturate(s, 2L * r[n]));
    }

    public static void qdsub(Cpu s, int[] r, int d, int m, int n) {
        r[d] = saturate(s, (long) r[m] - saturate(s, 2L * r[n]));
    }

    public static void pkhbt(Cpu s, int[] r, int d, int n, int m, int shift) {
        r[d] = r[n] & 0xffff | (r[m] << shift) & 0xffff_0000;
    }

    public static void pkhtb(Cpu s, int[] r, int d, int n, int m, int shift) {
        r[d] = r[n] & 0xffff_0000 | (r[m] >> Math.min(shift, 31)) & 0xffff;
    }

    public static void sel(Cpu s, int[] r, int d, int n, int m) {
        int mask = 0;
        for (int i = 0; i < 4; i++) {
            mask |= (s.ge >>> i & 1) != 0 ? 0xff << 8 * i : 0;
        }
        r[d] = r[n] & mask | r[m] & ~mask;
    }

    public static void ssat(Cpu s, int[] r, int d, int n, int to, int type, int shift) {
        long max = (1L << (to - 1)) - 1;
        r[d] = clamp(s, Alu.shift(s, r[n], type, shift), -max - 1, max);
    }

    public static void usat(Cpu s, int[] r, int d, int n, int to, int type, int shift) {
        r[d] = clamp(s, Alu.shift(s, r[n], type, shift), 0, (1L << to) - 1);
    }

    public static void ssat16(Cpu s, int[] r, int d, int n, int to) {
        long max = (1L << (to - 1)) - 1;
        int low = clamp(s, (short) r[n], -max - 1, max);
        int high = clamp(s, r[n] >> 16, -max - 1, max);
        r[d] = low & 0xffff | high << 16;
    }

    public static void usat16(Cpu s, int[] r, int d, int n, int to) {
        long max = (1L << to) - 1;
        int low = clamp(s, (short) r[n], 0, max);
        int high = clamp(s, r[n] >> 16, 0, max);
        r[d] = low & 0xffff | high << 16;
    }

    public static void sxtab16(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = (r[n] + (byte) v) & 0xffff | ((r[n] >>> 16) + (byte) (v >> 16)) << 16;
    }

    public static void uxtab16(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = (r[n] + (v & 0xff)) & 0xffff | ((r[n] >>> 16) + (v >>> 16 & 0xff)) << 16;
    }

    public static void sxtab(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = r[n] + (byte) v;
    }

    public static void uxtab(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = r[n] + (v & 0xff);
    }

    public static void sxtah(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = r[n] + (short) v;
    }

    public static void uxtah(Cpu s, int[] r, int d, int n, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = r[n] + (v & 0xffff);
    }

    public static void sxtb16(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = (byte) v & 0xffff | (byte) (v >> 16) << 16;
    }

    public static void uxtb16(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = v & 0xff_00ff;
    }

    public static void sxtb(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = (byte) v;
    }

    public static void uxtb(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = v & 0xff;
    }

    public static void sxth(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = (short) v;
    }

    public static void uxth(Cpu s, int[] r, int d, int m, int rotate) {
        int v = Integer.rotateRight(r[m], 8 * rotate);
        r[d] = v & 0xffff;
    }

    public static void rev(Cpu s, int[] r, int d, int m) {
        r[d] = Integer.reverseBytes(r[m]);
    }

    public static void rev16(Cpu s, int[] r, int d, int m) {
        r[d] = Integer.rotateRight(Integer.reverseBytes(r[m]), 16);
    }

    public static void revsh(Cpu s, int[] r, int d, int m) {
        r[d] = Short.reverseBytes((short) r[m]);
    }

    public static void rbit(Cpu s, int[] r, int d, int m) {
        r[d] = Integer.reverse(r[m]);
    }

    public static void clz(Cpu s, int[] r, int d, int m) {
        r[d] = Integer.numberOfLeadingZeros(r[m]);
    }

    /** @param widthMinus1 as encoded */
    public static void sbfx(Cpu s, int[] r, int d, int n, int lsb, int widthMinus1) {
        int left = Math.max(0, 31 - lsb - widthMinus1);
        r[d] = r[n] << left >> 31 - widthMinus1;
    }

    public static void ubfx(Cpu s, int[] r, int d, int n, int lsb, int widthMinus1) {
        r[d] = r[n] >>> lsb & -1 >>> 31 - widthMinus1;
    }

    /** With msb below lsb the result is UNKNOWN: the register stays. */
    public static void bfi(Cpu s, int[] r, int d, int n, int lsb, int msb) {
        if (msb >= lsb) {
            int mask = -1 >>> 31 - (msb - lsb) << lsb;
            r[d] = r[d] & ~mask | r[n] << lsb & mask;
        }
    }

    public static void bfc(Cpu s, int[] r, int d, int lsb, int msb) {
        if (msb >= lsb) {
            r[d] &= ~(-1 >>> 31 - (msb - lsb) << lsb);
        }
    }

    public static void usad8(Cpu s, int[] r, int d, int n, int m) {
        r[d] = differences(r[n], r[m]);
    }

    public static void usada8(Cpu s, int[] r, int d, int n, int m, int a) {
        r[d] = r[a] + differences(r[n], r[m]);
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
