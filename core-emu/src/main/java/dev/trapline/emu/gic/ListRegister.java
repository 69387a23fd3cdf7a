package dev.trapline.emu.gic;

/** The fields of GICH_LRn (IHI 0048B 5.3.8). */
final class ListRegister {
    /** Bits that hold something. */
    static final int BITS = 0xff8f_ffff;

    private static final int PENDING = 1 << 28;
    private static final int ACTIVE = 1 << 29;
    private static final int STATE = PENDING | ACTIVE;
    private static final int GROUP1 = 1 << 30;
    private static final int HW = 1 << 31;
    /** Without HW: signal a maintenance interrupt when this one ends. */
    private static final int EOI = 1 << 19;

    private ListRegister() {}

    static int virtualId(int list) {
        return list & 0x3ff;
    }

    /** With HW only. */
    static int physicalId(int list) {
        return list >>> 10 & 0x3ff;
    }

    /** The five implemented bits, at the top of eight. */
    static int priority(int list) {
        return list >>> 20 & 0xf8;
    }

    static boolean isHardware(int list) {
        return (list & HW) != 0;
    }

    static boolean isGroup1(int list) {
        return (list & GROUP1) != 0;
    }

    static boolean isInvalid(int list) {
        return (list & STATE) == 0;
    }

    /** Pending and not active: what can be signalled. */
    static boolean isPendingOnly(int list) {
        return (list & STATE) == PENDING;
    }

    static boolean isPending(int list) {
        return (list & PENDING) != 0;
    }

    static boolean isActive(int list) {
        return (list & ACTIVE) != 0;
    }

    static boolean isEndedWithEoi(int list) {
        return (list & (STATE | HW | EOI)) == EOI;
    }

    static int activated(int list) {
        return list & ~PENDING | ACTIVE;
    }

    /** Active and pending becomes pending, active becomes invalid. */
    static int deactivated(int list) {
        return list & ~ACTIVE;
    }

    /** What the guest reads from IAR: an SGI brings its source, in bits 12 to 10 here as there. */
    static int iarValue(int list) {
        boolean sgi = virtualId(list) < 16 && !isHardware(list);
        return list & (sgi ? 0x1fff : 0x3ff);
    }
}
