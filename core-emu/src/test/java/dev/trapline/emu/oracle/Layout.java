package dev.trapline.emu.oracle;

import dev.trapline.emu.state.Mode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Where things lie while cases run, and the records they pass, in words. The same numbers stand in harness.S.
 *
 * <p>Guest code sees two places: the code's section, read-only, filled with UDF of both instruction sets, and sixteen
 * scratch pages, one of them PL1's alone and one read-only to PL0. QEMU has the harness mapped as well, for PL1.
 */
final class Layout {
    static final int HARNESS = 0x4020_0000;
    static final int MAILBOX = 0x4020_8000;
    static final int TABLE = 0x4020_c000;
    static final int SECOND_TABLE = 0x4021_0000;
    static final int CODE_PA = 0x4030_0000;
    static final int SCRATCH_PA = 0x4040_0000;
    static final int MASTER_PA = 0x4060_0000;
    static final int INPUT = 0x4080_0000;
    static final int OUTPUT = 0x4200_0000;
    static final int RAM = 0x4000_0000;
    static final int RAM_SIZE = 0x0400_0000;
    static final int HARNESS_END = RAM + RAM_SIZE;

    static final int CODE = 0x8000_0000;
    /** The page of the code's section in which instructions are placed. */
    static final int CODE_PAGE = CODE + 0x8_0000;

    static final int CODE_SIZE = 1 << 20;
    static final int SCRATCH = 0x9000_0000;
    static final int SCRATCH_SIZE = 1 << 16;
    static final int PRIVILEGED_PAGE = 12;
    static final int READ_ONLY_PAGE = 13;

    static final int WINDOW_WORDS = 64;
    static final int BATCH = 8192;

    // Input records.
    static final int INPUT_WORDS = 128;
    static final int CODE_PLACE = 30;
    static final int CODE_WORDS = 31;
    static final int WINDOW_PLACE = 35;
    static final int CODE_AFTER = 100;
    /** R13, R14 and SPSR of Abort and of Undefined mode, R14 and SPSR of Supervisor: to be read only. */
    static final int OTHERS = 104;

    // Both; output records have what the exception left at PC and CPSR.
    static final int PC = 15;
    static final int CPSR = 16;
    static final int IRQ = 18;
    static final int FIQ = 21;
    static final int FPSCR = 29;
    static final int D = 36;

    // Output records.
    static final int OUTPUT_WORDS = 176;
    static final int KIND = 17;
    static final int DFSR = 30;
    static final int DFAR = 31;
    static final int IFSR = 32;
    static final int IFAR = 33;
    static final int FPEXC = 34;
    static final int WINDOW = 100;
    static final int COMPARED = WINDOW + WINDOW_WORDS;

    static final String[] KINDS = {
        "none", "UNDEF", "SVC", "PABT", "DABT", "HYP", "IRQ", "FIQ", "no end", "QEMU's end", "stores elsewhere"
    };
    static final int UNDEFINED = 1;
    static final int PREFETCH_ABORT = 3;
    static final int DATA_ABORT = 4;
    /** The host's own: QEMU did not come back from a case, broke down in it, or left something outside its window. */
    static final int NO_END = 8;

    static final int QEMUS_END = 9;
    static final int ELSEWHERE = 10;

    private static final int[] MODES = {0x10, 0x11, 0x12, 0x13, 0x17, 0x1b, 0x1f};
    private static final int ENTRIES = 4096;
    private static final int PL1_SECTION = 0x140e;
    private static final int READ_ONLY_SECTION = 0x9c0e;
    private static final int SMALL_PAGE = 0x7f;
    private static final int PL1_PAGE = 0x5f;
    private static final int READ_ONLY_TO_PL0_PAGE = 0x6f;

    private Layout() {}

    /** Where a mode's register r0 to r14 is in a record. */
    static int register(int mode, int n) {
        if (mode == Mode.FIQ && n >= 8) {
            return FIQ + n - 8;
        }
        return mode == Mode.IRQ && n >= 13 ? IRQ + n - 13 : n;
    }

    /** The instruction stream where there is no instruction under test: UDF in A32; in T32 at most one branch to UDF. */
    static int fill(int address) {
        return 0xe7ff_def0 | address >>> 2 & 15;
    }

    static byte[] codeFill() {
        ByteBuffer b = ByteBuffer.allocate(CODE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int a = 0; a < CODE_SIZE; a += 4) {
            b.putInt(fill(CODE + a));
        }
        return b.array();
    }

    /** First-level table. */
    static byte[] table(boolean withHarness) {
        ByteBuffer b = ByteBuffer.allocate(ENTRIES * 4).order(ByteOrder.LITTLE_ENDIAN);
        if (withHarness) {
            for (int mb = HARNESS >>> 20; mb < HARNESS_END >>> 20; mb++) {
                b.putInt(mb * 4, mb << 20 | PL1_SECTION);
            }
        }
        b.putInt((CODE >>> 20) * 4, CODE_PA | READ_ONLY_SECTION);
        b.putInt((SCRATCH >>> 20) * 4, SECOND_TABLE | 1);
        return b.array();
    }

    /** Second-level table, of the scratch pages. */
    static byte[] secondTable() {
        ByteBuffer b = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < SCRATCH_SIZE >>> 12; page++) {
            int rights =
                    page == PRIVILEGED_PAGE ? PL1_PAGE : page == READ_ONLY_PAGE ? READ_ONLY_TO_PL0_PAGE : SMALL_PAGE;
            b.putInt(page * 4, SCRATCH_PA + (page << 12) | rights);
        }
        return b.array();
    }

    /** What scratch memory holds before every case: random words, each of which would do as a PSR. */
    static byte[] scratch() {
        SplittableRandom random = new SplittableRandom(0x5c7a7c4L);
        ByteBuffer b = ByteBuffer.allocate(SCRATCH_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        while (b.hasRemaining()) {
            b.putInt(psr(random));
        }
        return b.array();
    }

    /** A PSR that exception returns may load: a mode that exists, no Jazelle, ITSTATE fitting. */
    static int psr(SplittableRandom random) {
        int word = random.nextInt() & ~0x01f0_001f | MODES[random.nextInt(MODES.length)];
        if ((word & 0x20) == 0 || random.nextBoolean()) {
            word &= ~0x0600_fc00;
        } else {
            // One instruction left, of any condition but 1111.
            word = word & ~0x0600_fc00 | random.nextInt(15) << 12 | 2 << 10;
        }
        return word;
    }
}
