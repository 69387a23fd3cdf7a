package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;

/** Meanings of the parallel additions and subtractions (DDI 0406C A4.4.8); the plain forms set CPSR.GE. */
public final class Parallel {
    private Parallel() {}

    public static void sadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void sasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void ssax(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void ssub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void sadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) + lane8(r[m], i, true);
            ge |= v >= 0 ? 1 << (i >> 3) : 0;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
        s.ge = ge;
    }

    public static void ssub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) - lane8(r[m], i, true);
            ge |= v >= 0 ? 1 << (i >> 3) : 0;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
        s.ge = ge;
    }

    public static void qadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(Math.clamp(low, -32768, 32767), Math.clamp(high, -32768, 32767));
    }

    public static void qasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(Math.clamp(low, -32768, 32767), Math.clamp(high, -32768, 32767));
    }

    public static void qsax(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(Math.clamp(low, -32768, 32767), Math.clamp(high, -32768, 32767));
    }

    public static void qsub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(Math.clamp(low, -32768, 32767), Math.clamp(high, -32768, 32767));
    }

    public static void qadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) + lane8(r[m], i, true);
            v = Math.clamp(v, -128, 127);
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void qsub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) - lane8(r[m], i, true);
            v = Math.clamp(v, -128, 127);
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void shadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void shasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void shsax(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void shsub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = (short) r[n];
        int nh = r[n] >> 16;
        int ml = (short) r[m];
        int mh = r[m] >> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void shadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) + lane8(r[m], i, true);
            v >>= 1;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void shsub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, true) - lane8(r[m], i, true);
            v >>= 1;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void uadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(low, high);
        s.ge = (low >= 0x10000 ? 3 : 0) | (high >= 0x10000 ? 12 : 0);
    }

    public static void uasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0x10000 ? 12 : 0);
    }

    public static void usax(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(low, high);
        s.ge = (low >= 0x10000 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void usub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(low, high);
        s.ge = (low >= 0 ? 3 : 0) | (high >= 0 ? 12 : 0);
    }

    public static void uadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) + lane8(r[m], i, false);
            ge |= v >= 0x100 ? 1 << (i >> 3) : 0;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
        s.ge = ge;
    }

    public static void usub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        int ge = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) - lane8(r[m], i, false);
            ge |= v >= 0 ? 1 << (i >> 3) : 0;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
        s.ge = ge;
    }

    public static void uqadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(Math.clamp(low, 0, 65535), Math.clamp(high, 0, 65535));
    }

    public static void uqasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(Math.clamp(low, 0, 65535), Math.clamp(high, 0, 65535));
    }

    public static void uqsax(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(Math.clamp(low, 0, 65535), Math.clamp(high, 0, 65535));
    }

    public static void uqsub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(Math.clamp(low, 0, 65535), Math.clamp(high, 0, 65535));
    }

    public static void uqadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) + lane8(r[m], i, false);
            v = Math.clamp(v, 0, 255);
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void uqsub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) - lane8(r[m], i, false);
            v = Math.clamp(v, 0, 255);
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void uhadd16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + ml;
        int high = nh + mh;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void uhasx(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - mh;
        int high = nh + ml;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void uhsax(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl + mh;
        int high = nh - ml;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void uhsub16(Cpu s, int[] r, int d, int n, int m) {
        int nl = r[n] & 0xffff;
        int nh = r[n] >>> 16;
        int ml = r[m] & 0xffff;
        int mh = r[m] >>> 16;
        int low = nl - ml;
        int high = nh - mh;
        r[d] = pack(low >> 1, high >> 1);
    }

    public static void uhadd8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) + lane8(r[m], i, false);
            v >>= 1;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    public static void uhsub8(Cpu s, int[] r, int d, int n, int m) {
        int result = 0;
        for (int i = 0; i < 32; i += 8) {
            int v = lane8(r[n], i, false) - lane8(r[m], i, false);
            v >>= 1;
            result |= (v & 0xff) << i;
        }
        r[d] = result;
    }

    private static int pack(int low, int high) {
        return low & 0xffff | high << 16;
    }

    private static int lane8(int v, int shift, boolean signed) {
        return signed ? (byte) (v >> shift) : v >>> shift & 0xff;
    }
}
