package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import java.util.Arrays;

/**
 * One pCPU's share of the MMU: what stands beside the tags in {@link Cpu}, the translations that cannot go there
 * (devices, frames whose writes need a look), and those for instruction fetch. All of it can be lost at any time.
 */
final class Tlb {
    static final int SLOW_SIZE = 256;
    /** The context no tag holds. */
    static final int NEVER_HITS = 1023 << 2;

    private static final int FETCH_SIZE = 256;
    private static final int PAGE = 0xffff_f000;
    private static final long[] NO_CODE = new long[0];

    final Cpu cpu;
    final Contexts contexts = new Contexts();

    // Physical page << 1 | 1 if the memory type is not Normal, beside each tag in the pCPU.
    final int[] readInfo = new int[Cpu.TLB_SIZE];
    final int[] writeInfo = new int[Cpu.TLB_SIZE];

    final int[] slowReadTag = new int[SLOW_SIZE];
    final int[] slowReadInfo = new int[SLOW_SIZE];
    final int[] slowWriteTag = new int[SLOW_SIZE];
    final int[] slowWriteInfo = new int[SLOW_SIZE];

    private final int[] fetchTag = new int[2 * FETCH_SIZE];
    private final int[] fetchFrame = new int[2 * FETCH_SIZE];
    private final long[][] fetchCode = new long[2 * FETCH_SIZE][];

    /** The present context as tags have it, also while {@link Cpu#context} is the one that never hits. */
    int context;

    int userContext;
    /** Every access is asked about, so that none may go past {@link Mmu} without. */
    boolean probed;

    private int pl10 = Contexts.NONE;
    private int hyp = Contexts.NONE;

    Tlb(Cpu cpu) {
        this.cpu = cpu;
        Arrays.fill(fetchCode, NO_CODE);
    }

    /** The registers that decide translation changed, so the context of neither regime is known any more. */
    void registersChanged() {
        pl10 = Contexts.NONE;
        hyp = Contexts.NONE;
    }

    /** Drops every translation without touching a tag: no later context has one of the numbers in use. */
    void forget() {
        contexts.forget();
        registersChanged();
    }

    /** Puts the pCPU into the contexts that its registers and mode say; no page of code is at hand then. */
    void select() {
        select(cpu.mode == Mode.HYP, cpu.mode != Mode.USR);
        cpu.askedContext = cpu.bigEndian ? NEVER_HITS : context;
        cpu.context = cpu.bigEndian || probed ? NEVER_HITS : context;
        cpu.userContext = cpu.bigEndian || probed ? NEVER_HITS : userContext;
        cpu.fetchKey = Cpu.NO_FETCH_PAGE;
    }

    private void select(boolean inHyp, boolean privileged) {
        int number = inHyp ? hyp : pl10;
        if (number == Contexts.NONE) {
            number = contexts.find(cpu.cp15, inHyp);
            if (number == Contexts.NONE) {
                clear();
                number = contexts.find(cpu.cp15, inHyp);
            }
            if (inHyp) {
                hyp = number;
            } else {
                pl10 = number;
            }
        }
        context = (inHyp || privileged ? number : number + 1) << 2;
        userContext = (inHyp ? number : number + 1) << 2;
    }

    /** Empties everything and makes all context numbers free. */
    void clear() {
        Arrays.fill(cpu.readTag, 0);
        Arrays.fill(cpu.writeTag, 0);
        Arrays.fill(slowReadTag, 0);
        Arrays.fill(slowWriteTag, 0);
        Arrays.fill(fetchTag, 0);
        contexts.restart();
        registersChanged();
    }

    /** Drops the entries that give direct access to one frame's bytes. */
    void dropPage(int page, boolean reads, boolean writes) {
        if (reads) {
            for (int i = 0; i < Cpu.TLB_SIZE; i++) {
                if (readInfo[i] >>> 1 == page) {
                    cpu.readTag[i] = 0;
                }
            }
        }
        if (writes) {
            for (int i = 0; i < Cpu.TLB_SIZE; i++) {
                if (writeInfo[i] >>> 1 == page) {
                    cpu.writeTag[i] = 0;
                }
            }
        }
    }

    /** Drops every entry that gives direct access to bytes. */
    void dropPages() {
        Arrays.fill(cpu.readTag, 0);
        Arrays.fill(cpu.writeTag, 0);
    }

    static int slowSlot(int va) {
        return va >>> 12 & SLOW_SIZE - 1;
    }

    static int fetchSlot(int va, boolean thumb) {
        return va >>> 12 & FETCH_SIZE - 1 | (thumb ? FETCH_SIZE : 0);
    }

    boolean fetchHits(int slot, int va) {
        return fetchTag[slot] == (va & PAGE | context);
    }

    long[] fetchCode(int slot) {
        return fetchCode[slot];
    }

    int fetchFrame(int slot) {
        return fetchFrame[slot];
    }

    void fillFetch(int slot, int va, int frame, long[] code) {
        fetchTag[slot] = va & PAGE | context;
        fetchFrame[slot] = frame;
        fetchCode[slot] = code;
    }

    /** The decoded instructions of a frame were thrown away: nobody may go on using their array. */
    void dropCode(int frame) {
        for (int i = 0; i < fetchTag.length; i++) {
            if (fetchFrame[i] == frame) {
                fetchTag[i] = 0;
                fetchCode[i] = NO_CODE;
            }
        }
        cpu.fetchKey = Cpu.NO_FETCH_PAGE;
    }
}
