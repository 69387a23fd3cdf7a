package dev.trapline.emu.cp15;

import dev.trapline.emu.exec.Interpreter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Executes instructions one by one on a {@link Cp15Bench} whose memory is plain and whose MMU is off. */
final class Stepper {
    /** Where exceptions go from PL1, and from User mode. */
    static final int UNDEFINED = 0x04;

    static final int DATA_ABORT = 0x10;
    static final int HYP_TRAP = 0x14;

    static final int CODE = 0x4000_0000;
    static final int DATA = 0x4008_0000;
    /** The instruction completed, and the next is due. */
    static final int DONE = -1;

    final Cp15Bench b = new Cp15Bench();
    final Cpu s = b.cpu;

    Stepper() {
        s.memory = b.mmu;
        s.on = true;
    }

    void put(int address, int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int w : words) {
            bytes.putInt(w);
        }
        b.memory.write(address, bytes.array(), 0, bytes.capacity());
        s.dropCaches();
    }

    int word(int address) {
        byte[] bytes = new byte[4];
        b.memory.read(address, bytes, 0, 4);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Executes one A32 instruction; gives {@link #DONE} or the offset of the vector taken. */
    int a32(int mode, int instruction) {
        put(CODE, instruction);
        return stepAt(mode, CODE, false);
    }

    /** Executes one 32-bit T32 instruction that is two bytes behind {@link #CODE}. */
    int t32(int mode, int instruction) {
        put(CODE, instruction & 0xffff_0000 | 0xbf00, instruction & 0xffff);
        return stepAt(mode, CODE + 2, true);
    }

    /** Executes what is at an address already. */
    int stepAt(int mode, int address, boolean thumb) {
        s.setCpsr(mode | 0x1c0 | (thumb ? 0x20 : 0));
        s.pc = address;
        b.clock.stopAt = b.clock.count + 1;
        Interpreter.run(s);
        return s.pc == address + 4 ? DONE : s.pc;
    }

    /** MRC or MCR of r1. */
    static int move(boolean write, int coproc, int opc1, int crn, int crm, int opc2) {
        return 0xee00_1010 | (write ? 0 : 1 << 20) | opc1 << 21 | crn << 16 | coproc << 8 | opc2 << 5 | crm;
    }

    /** MRRC or MCRR of r1 and r2. */
    static int move64(boolean write, int coproc, int opc1, int crm) {
        return (write ? 0xec42_1000 : 0xec52_1000) | coproc << 8 | opc1 << 4 | crm;
    }

    static int privilege(int mode) {
        return mode == Mode.USR ? 0 : mode == Mode.HYP ? 2 : 1;
    }
}
