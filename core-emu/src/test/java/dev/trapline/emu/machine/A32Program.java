package dev.trapline.emu.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small A32 program written word by word, which knows at which count each of its instructions will execute. Encodings
 * are written out from DDI 0406C A8.8 and B9.3, not taken from the tables under test.
 *
 * <p>{@link #image} is a raw image for {@link #BASE}, entered at its first word. A label named like one of the vectors
 * ({@code undefined}, {@code call}, {@code prefetch}, {@code data}, {@code hyp}, {@code irq}, {@code fiq}) is where that
 * vector branches to; a vector without one holds UDF.
 */
final class A32Program {
    /** Where a raw image is loaded. */
    static final int BASE = 0x4001_0000;

    static final int VECTORS = BASE + 0x1000;
    /** No memory and no device is there. */
    static final int NOWHERE = 0x2000_0000;

    static final int GICD = 0x0800_0000;
    static final int GICC = 0x0801_0000;
    static final int PL031 = 0x0901_0000;

    /** Interrupt ID of the physical timer. */
    static final int TIMER = 30;

    /** Interrupt ID of the virtual timer. */
    static final int VIRTUAL_TIMER = 27;

    private static final List<String> VECTOR_LABELS =
            List.of("reset", "undefined", "call", "prefetch", "data", "hyp", "irq", "fiq");
    private static final int UDF = 0xe7f0_00f0;

    private record Fixup(int index, String label) {}

    private final List<Integer> words = new ArrayList<>();
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final List<Fixup> fixups = new ArrayList<>();
    private long countBeforeFirst;

    // Where and when.

    /** Address of the next instruction. */
    int here() {
        return BASE + 4 * words.size();
    }

    /** The count of the next instruction, if all since {@link #startsAfter} run in a straight line. */
    long count() {
        return countBeforeFirst + words.size() + 1;
    }

    /** The next instruction is the first after {@code count}. */
    A32Program startsAfter(long count) {
        countBeforeFirst = count - words.size();
        return this;
    }

    /** The first count with a tick of the system counter (16 ns of virtual time) that lies {@code ahead} or further. */
    long tickAhead(int ahead, long insnNs) {
        long count = count() + ahead;
        while (count * insnNs % 16 != 0) {
            count++;
        }
        return count;
    }

    A32Program label(String name) {
        if (labels.put(name, here()) != null) {
            throw new IllegalArgumentException("two places are called " + name);
        }
        return this;
    }

    int address(String label) {
        Integer address = labels.get(label);
        if (address == null) {
            throw new IllegalArgumentException("nothing is called " + label);
        }
        return address;
    }

    /** Fills with zeroes up to an address. */
    A32Program org(int address) {
        if (here() > address) {
            throw new IllegalArgumentException("already at 0x" + Integer.toHexString(here()));
        }
        while (here() < address) {
            word(0);
        }
        return this;
    }

    byte[] image() {
        List<Integer> all = new ArrayList<>(words);
        for (Fixup f : fixups) {
            all.set(f.index, branch(all.get(f.index), BASE + 4 * f.index, address(f.label)));
        }
        if (here() > VECTORS) {
            throw new IllegalArgumentException("the program runs into its vectors");
        }
        while (BASE + 4 * all.size() < VECTORS) {
            all.add(0);
        }
        for (String vector : VECTOR_LABELS) {
            int at = BASE + 4 * all.size();
            all.add(labels.containsKey(vector) ? branch(0xea00_0000, at, address(vector)) : UDF);
        }
        ByteBuffer image = ByteBuffer.allocate(4 * all.size()).order(ByteOrder.LITTLE_ENDIAN);
        all.forEach(image::putInt);
        return image.array();
    }

    private static int branch(int opcode, int from, int to) {
        return opcode | to - (from + 8) >> 2 & 0xff_ffff;
    }

    // Instructions, one each.

    A32Program word(int word) {
        words.add(word);
        return this;
    }

    A32Program nop() {
        return word(0xe320_f000);
    }

    A32Program nopsUntil(long count) {
        if (count() > count) {
            throw new IllegalArgumentException("count " + count + " has passed: " + count());
        }
        while (count() < count) {
            nop();
        }
        return this;
    }

    A32Program wfi() {
        return word(0xe320_f003);
    }

    A32Program udf() {
        return word(UDF);
    }

    A32Program svc(int imm) {
        return word(0xef00_0000 | imm);
    }

    A32Program hvc() {
        return word(0xe140_0070);
    }

    A32Program smc() {
        return word(0xe160_0070);
    }

    A32Program eret() {
        return word(0xe160_006e);
    }

    A32Program b(String label) {
        fixups.add(new Fixup(words.size(), label));
        return word(0xea00_0000);
    }

    A32Program bx(int rm) {
        return word(0xe12f_ff10 | rm);
    }

    A32Program mov(int rd, int imm8) {
        return word(0xe3a0_0000 | rd << 12 | imm8);
    }

    A32Program movRegister(int rd, int rm) {
        return word(0xe1a0_0000 | rd << 12 | rm);
    }

    A32Program add(int rd, int rn, int imm8) {
        return word(0xe280_0000 | rn << 16 | rd << 12 | imm8);
    }

    A32Program ldr(int rt, int rn, int offset) {
        return word(0xe590_0000 | rn << 16 | rt << 12 | offset);
    }

    A32Program str(int rt, int rn, int offset) {
        return word(0xe580_0000 | rn << 16 | rt << 12 | offset);
    }

    A32Program ldm(int rn, int list) {
        return word(0xe890_0000 | rn << 16 | list);
    }

    /** SUBS pc, lr, #imm: returns from an exception. */
    A32Program subsPcLr(int imm8) {
        return word(0xe25e_f000 | imm8);
    }

    /** MOVS pc, lr: returns from an exception. */
    A32Program movsPcLr() {
        return word(0xe1b0_f00e);
    }

    A32Program enableIrq() {
        return word(0xf108_0080);
    }

    A32Program enableFiq() {
        return word(0xf108_0040);
    }

    A32Program mcr(int opc1, int rt, int crn, int crm, int opc2) {
        return word(0xee00_0f10 | opc1 << 21 | crn << 16 | rt << 12 | opc2 << 5 | crm);
    }

    A32Program mcrr(int opc1, int rt, int rt2, int crm) {
        return word(0xec40_0f00 | rt2 << 16 | rt << 12 | opc1 << 4 | crm);
    }

    // Several instructions.

    /** A 32-bit constant, by MOVW and MOVT. */
    A32Program constant(int rd, int value) {
        word(0xe300_0000 | (value >>> 12 & 15) << 16 | rd << 12 | value & 0xfff);
        return word(0xe340_0000 | value >>> 28 << 16 | rd << 12 | value >>> 16 & 0xfff);
    }

    /** Points VBAR at the vectors; changes r0. */
    A32Program useVectors() {
        return constant(0, VECTORS).mcr(0, 0, 12, 0, 0);
    }

    /**
     * Lets the distributor forward PPI {@code intid} to this pCPU's interface; r10 holds the interface's address from here
     * on. Changes r0 and r1.
     */
    A32Program forward(int intid, boolean asFiq) {
        constant(10, GICC).constant(1, GICD).mov(0, 1).str(0, 1, 0);
        constant(0, 1 << intid).str(0, 1, 0x100);
        return mov(0, 0xff).str(0, 10, 4).mov(0, asFiq ? 9 : 1).str(0, 10, 0);
    }

    /** Arms the physical timer for a tick of the system counter; changes r0 and r1. */
    A32Program timerAt(long tick) {
        constant(0, (int) tick).constant(1, (int) (tick >>> 32)).mcrr(2, 0, 1, 14);
        return mov(0, 1).mcr(0, 0, 14, 2, 1);
    }

    /** As {@link #timerAt}, for the virtual timer, whose interrupt nobody forwards. */
    A32Program virtualTimerAt(long tick) {
        constant(0, (int) tick).constant(1, (int) (tick >>> 32)).mcrr(3, 0, 1, 14);
        return mov(0, 1).mcr(0, 0, 14, 3, 1);
    }

    /** Acknowledges the interrupt, switches the physical timer off and ends the interrupt; changes r0 and r1. */
    A32Program serveTimer() {
        return ldr(1, 10, 0xc).mov(0, 0).mcr(0, 0, 14, 2, 1).str(1, 10, 0x10);
    }

    /** How many instructions {@link #serveTimer} is. */
    static final int SERVE_TIMER = 4;

    /** PSCI SYSTEM_OFF. */
    A32Program powerOff(boolean hyp) {
        constant(0, 0x8400_0008);
        return hyp ? smc() : hvc();
    }

    /** How many instructions {@link #powerOff} is. */
    static final int POWER_OFF = 3;
}
