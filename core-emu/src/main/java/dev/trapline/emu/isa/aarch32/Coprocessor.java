package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.SystemRegisterPort;

/** Meanings of the coprocessor instructions to CP14 and CP15; every other coprocessor here is UNDEFINED or VFP. */
public final class Coprocessor {
    private Coprocessor() {}

    public static void mcr(Cpu s, int[] r, int coproc, int opc1, int crn, int crm, int opc2, int t, int cond) {
        port(s, coproc).write(s, coproc, opc1, crn, crm, opc2, r[t], cond, t);
    }

    public static void mrc(Cpu s, int[] r, int coproc, int opc1, int crn, int crm, int opc2, int t, int cond) {
        int value = port(s, coproc).read(s, coproc, opc1, crn, crm, opc2, cond, t);
        if (t == 15) {
            s.setNzcv(value);
        } else {
            r[t] = value;
        }
    }

    public static void mcrr(Cpu s, int[] r, int coproc, int opc1, int crm, int t, int t2, int cond) {
        long value = r[t] & 0xffff_ffffL | (long) r[t2] << 32;
        port(s, coproc).write64(s, coproc, opc1, crm, value, cond, t, t2);
    }

    public static void mrrc(Cpu s, int[] r, int coproc, int opc1, int crm, int t, int t2, int cond) {
        long value = port(s, coproc).read64(s, coproc, opc1, crm, cond, t, t2);
        r[t] = (int) value;
        r[t2] = (int) (value >>> 32);
    }

    private static SystemRegisterPort port(Cpu s, int coproc) {
        SystemRegisterPort port = s.systemRegisters;
        if (port == null || (coproc != 14 && coproc != 15)) {
            throw GuestException.UNDEFINED;
        }
        return port;
    }
}
