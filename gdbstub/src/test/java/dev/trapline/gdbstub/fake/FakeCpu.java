package dev.trapline.gdbstub.fake;

import java.util.Arrays;

/** A few instructions of A32, with memory from {@link #BASE} on, and a log by which it can go back. */
final class FakeCpu {
    static final int BASE = 0x8000;
    static final int SIZE = 0x1_0000;
    static final int CPSR = 16;

    /** What an instruction is about to do. */
    record Access(int address, boolean write) {}

    final int[] r = new int[17];
    final byte[] memory;

    private int[][] before = new int[1024][];
    private int count;

    FakeCpu(byte[] memory) {
        this.memory = memory;
        r[15] = BASE;
        r[13] = BASE + SIZE;
        r[CPSR] = 0x1d3;
    }

    int count() {
        return count;
    }

    int pc() {
        return r[15];
    }

    boolean atCall() {
        return (word(pc()) & 0x0f00_0000) == 0x0f00_0000;
    }

    /** The access the next instruction makes; null if none. */
    Access access() {
        int insn = word(pc());
        boolean singleTransfer = (insn & 0x0e00_0000) == 0x0400_0000;
        return singleTransfer ? new Access(r[insn >> 16 & 15] + (insn & 0xfff), (insn & 1 << 20) == 0) : null;
    }

    void step(boolean logged) {
        int insn = word(pc());
        Access access = access();
        if (logged) {
            if (count == before.length) {
                before = Arrays.copyOf(before, 2 * count);
            }
            int[] saved = Arrays.copyOf(r, 19);
            saved[17] = access != null && access.write ? access.address : -1;
            saved[18] = access != null && access.write ? word(access.address) : 0;
            before[count] = saved;
        }
        count++;
        int next = pc() + 4;
        int rd = insn >> 12 & 15;
        int rn = insn >> 16 & 15;
        if ((insn & 0x0f00_0000) == 0x0f00_0000) {
            r[0] = r[0];
        } else if ((insn & 0x0fff_fff0) == 0x012f_ff10) {
            next = r[insn & 15] & ~1;
        } else if ((insn & 0x0e00_0000) == 0x0a00_0000) {
            if ((insn & 1 << 24) != 0) {
                r[14] = next;
            }
            next = pc() + 8 + (insn << 8 >> 6);
        } else if (access != null) {
            if (access.write) {
                word(access.address, r[rd]);
            } else {
                r[rd] = word(access.address);
            }
        } else if ((insn & 0x0fe0_0000) == 0x0080_0000) {
            r[rd] = r[rn] + r[insn & 15];
        } else {
            int immediate = Integer.rotateRight(insn & 0xff, (insn >> 8 & 15) * 2);
            switch (insn >> 21 & 15) {
                case 13 -> r[rd] = immediate;
                case 4 -> r[rd] = r[rn] + immediate;
                default -> r[12]++; // anything else is something else
            }
        }
        r[15] = next;
    }

    void back() {
        int[] saved = before[--count];
        System.arraycopy(saved, 0, r, 0, 17);
        if (saved[17] != -1) {
            word(saved[17], saved[18]);
        }
    }

    int word(int address) {
        int at = offset(address);
        return memory[at] & 0xff | (memory[at + 1] & 0xff) << 8 | (memory[at + 2] & 0xff) << 16 | memory[at + 3] << 24;
    }

    /** Memory is everywhere the same, so that nothing can go wrong. */
    private static int offset(int address) {
        return address - BASE & SIZE - 4;
    }

    void word(int address, int value) {
        for (int i = 0; i < 4; i++) {
            memory[offset(address) + i] = (byte) (value >> 8 * i);
        }
    }
}
