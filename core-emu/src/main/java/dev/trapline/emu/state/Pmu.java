package dev.trapline.emu.state;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * The Performance Monitors of one pCPU: PMUv2 with six event counters (DDI 0406C C12). A cycle is one count of the
 * machine's clock, so the cycle counter of a pCPU among several busy ones runs at their common rate. Events counted are
 * software increment, instructions of this pCPU, and cycles.
 *
 * <p>Counters are brought up to date when somebody looks, and whenever what they count may change. When the next one whose
 * interrupt is enabled overflows is computed ahead: the engine stops at exactly that instruction.
 */
public final class Pmu implements Snapshottable {
    public static final int COUNTERS = 6;
    public static final int EVENT_SOFTWARE_INCREMENT = 0x00;
    public static final int EVENT_INSTRUCTIONS = 0x08;
    public static final int EVENT_CYCLES = 0x11;

    private static final int CYCLE = 31;
    private static final int CYCLE_BIT = 1 << CYCLE;
    private static final int ALL_BITS = CYCLE_BIT | (1 << COUNTERS) - 1;
    /** PMCR.E, C, P and D. */
    private static final int ENABLE = 1;

    private static final int RESET_EVENTS = 2;
    private static final int RESET_CYCLES = 4;
    private static final int DIVIDE = 8;
    private static final int PMCR_BITS = 0x39;
    private static final int TYPE_BITS = 0xf800_00ff;
    private static final int FILTER_BITS = 0xf800_0000;

    /** IMP, IDCODE of PMCR: Arm, Cortex-A15. */
    private static final int PMCR_ID = 0x410f_0000;

    private int control;
    private int enabled;
    private int overflowed;
    private int interrupts;
    private int selected;
    private int userEnable;
    private int cycles;
    /** Counts modulo 64, for PMCR.D. */
    private int divider;

    private int cycleFilter;
    private final int[] value = new int[COUNTERS];
    private final int[] type = new int[COUNTERS];

    /** The counters that count since the last look, and when that was. */
    private int active;

    private long lookedAtCount;
    private long lookedAtInstructions;

    /** If nothing changes, the count at which a counter of cycles overflows and interrupts. Computed, not saved. */
    private long cyclesOverflowAt = Long.MAX_VALUE;
    /** The same for counters of instructions, in instructions of this pCPU. */
    private long instructionsOverflowAt = Long.MAX_VALUE;

    /** Told of the overflow interrupt's level; a PPI. */
    public interface Line {
        void level(boolean high);
    }

    private Line line = high -> {};
    private boolean lineHigh;

    public void connect(Line to) {
        line = to;
    }

    /** True while anything counts, so that mode changes must be told. */
    public boolean isCounting() {
        return enabled != 0;
    }

    /** Registers, HDCR or the mode changed, or somebody is about to look. */
    public void update(Cpu s) {
        settle(s);
        active = enabled == 0 ? 0 : activeNow(s);
        // PMCR.E silences the interrupt of every counter, also of those that HDCR.HPME enables.
        boolean high = (control & ENABLE) != 0 && (overflowed & interrupts) != 0;
        if (high != lineHigh) {
            lineHigh = high;
            line.level(high);
        }
        foresee();
        s.clock.stopBy(nextOverflow(s));
    }

    /** Brings the counters up to date; what they count, and the interrupt, stay as they are. */
    public void settle(Cpu s) {
        long count = s.clock.count;
        long instructions = s.instructions();
        if (active != 0) {
            advance(count - lookedAtCount, instructions - lookedAtInstructions);
        }
        lookedAtCount = count;
        lookedAtInstructions = instructions;
    }

    /** For the engine, at every instruction boundary where it stops: an overflow that was foreseen for now happens. */
    public void overflowIfDue(Cpu s) {
        if (s.clock.count >= cyclesOverflowAt || s.instructions() >= instructionsOverflowAt) {
            update(s);
        }
    }

    /**
     * The count at which the next counter with its interrupt enabled overflows, if nothing changes and this pCPU alone
     * executes; MAX_VALUE for none. The engine must stop there.
     */
    public long nextOverflow(Cpu s) {
        return instructionsOverflowAt == Long.MAX_VALUE
                ? cyclesOverflowAt
                : Math.min(cyclesOverflowAt, s.clock.count + instructionsOverflowAt - s.instructions());
    }

    /** The same while another pCPU executes: cycles go on, instructions of this one do not. */
    public long nextOverflowOfCycles() {
        return cyclesOverflowAt;
    }

    private void foresee() {
        cyclesOverflowAt = Long.MAX_VALUE;
        instructionsOverflowAt = Long.MAX_VALUE;
        int watched = (control & ENABLE) == 0 ? 0 : active & interrupts & ~overflowed;
        if (watched == 0) {
            return;
        }
        if ((watched & CYCLE_BIT) != 0) {
            long left = left(cycles);
            cyclesOverflowAt = lookedAtCount + ((control & DIVIDE) != 0 ? left * 64 - divider : left);
        }
        for (int i = 0; i < COUNTERS; i++) {
            if ((watched >>> i & 1) != 0) {
                int event = type[i] & 0xff;
                if (event == EVENT_CYCLES) {
                    cyclesOverflowAt = Math.min(cyclesOverflowAt, lookedAtCount + left(value[i]));
                } else if (event == EVENT_INSTRUCTIONS) {
                    instructionsOverflowAt = Math.min(instructionsOverflowAt, lookedAtInstructions + left(value[i]));
                }
            }
        }
    }

    private static long left(int counter) {
        return 0x1_0000_0000L - (counter & 0xffff_ffffL);
    }

    private void advance(long counts, long instructions) {
        if ((active & CYCLE_BIT) != 0) {
            long ticks = counts;
            if ((control & DIVIDE) != 0) {
                long all = divider + counts;
                ticks = all >>> 6;
                divider = (int) all & 63;
            }
            cycles = add(cycles, ticks, CYCLE_BIT);
        }
        for (int i = 0; i < COUNTERS; i++) {
            if ((active >>> i & 1) != 0) {
                int event = type[i] & 0xff;
                long n = event == EVENT_CYCLES ? counts : event == EVENT_INSTRUCTIONS ? instructions : 0;
                value[i] = add(value[i], n, 1 << i);
            }
        }
    }

    private int add(int to, long n, int bit) {
        long sum = (to & 0xffff_ffffL) + n;
        if (sum >>> 32 != 0) {
            overflowed |= bit;
        }
        return (int) sum;
    }

    private int activeNow(Cpu s) {
        int reserved = s.cp15.hdcr & 31;
        boolean hypEnable = (s.cp15.hdcr & 0x80) != 0;
        boolean mainEnable = (control & ENABLE) != 0;
        int result = 0;
        if (mainEnable && counts(cycleFilter, s)) {
            result |= enabled & CYCLE_BIT;
        }
        for (int i = 0; i < COUNTERS; i++) {
            if ((i < reserved ? mainEnable : hypEnable) && counts(type[i], s)) {
                result |= enabled & 1 << i;
            }
        }
        return result;
    }

    /** The filter bits P, U, NSK, NSU, NSH of PMXEVTYPER (DDI 0406C B6.1.14); all is Non-secure here. */
    private static boolean counts(int filter, Cpu s) {
        return switch (s.mode) {
            case Mode.HYP -> (filter >>> 27 & 1) != 0;
            case Mode.USR -> (filter >>> 30 & 1) == (filter >>> 28 & 1);
            default -> (filter >>> 31 & 1) == (filter >>> 29 & 1);
        };
    }

    // The registers. Counters from HDCR.HPMN up are Hyp mode's own (B4.1.61).

    /** How many event counters a mode sees. */
    private static int visible(Cpu s) {
        return s.mode == Mode.HYP ? COUNTERS : Math.min(s.cp15.hdcr & 31, COUNTERS);
    }

    private static int visibleBits(Cpu s) {
        return CYCLE_BIT | (1 << visible(s)) - 1;
    }

    public int readControl(Cpu s) {
        return PMCR_ID | visible(s) << 11 | control;
    }

    public void writeControl(Cpu s, int v) {
        settle(s);
        control = v & PMCR_BITS;
        if ((v & RESET_EVENTS) != 0) {
            for (int i = 0; i < visible(s); i++) {
                value[i] = 0;
            }
        }
        if ((v & RESET_CYCLES) != 0) {
            cycles = 0;
            divider = 0;
        }
        update(s);
    }

    public int readEnabled(Cpu s) {
        return enabled & visibleBits(s);
    }

    public void setEnabled(Cpu s, int bits) {
        settle(s);
        enabled |= bits & visibleBits(s);
        update(s);
    }

    public void clearEnabled(Cpu s, int bits) {
        settle(s);
        enabled &= ~(bits & visibleBits(s));
        update(s);
    }

    public int readOverflowed(Cpu s) {
        update(s);
        return overflowed & visibleBits(s);
    }

    public void setOverflowed(Cpu s, int bits) {
        settle(s);
        overflowed |= bits & visibleBits(s);
        update(s);
    }

    public void clearOverflowed(Cpu s, int bits) {
        settle(s);
        overflowed &= ~(bits & visibleBits(s));
        update(s);
    }

    public int readInterrupts(Cpu s) {
        return interrupts & visibleBits(s);
    }

    public void setInterrupts(Cpu s, int bits) {
        settle(s);
        interrupts |= bits & visibleBits(s);
        update(s);
    }

    public void clearInterrupts(Cpu s, int bits) {
        settle(s);
        interrupts &= ~(bits & visibleBits(s));
        update(s);
    }

    public void softwareIncrement(Cpu s, int bits) {
        settle(s);
        int which = bits & visibleBits(s) & active;
        for (int i = 0; i < COUNTERS; i++) {
            if ((which >>> i & 1) != 0 && (type[i] & 0xff) == EVENT_SOFTWARE_INCREMENT) {
                value[i] = add(value[i], 1, 1 << i);
            }
        }
        update(s);
    }

    public int readSelected() {
        return selected;
    }

    public void writeSelected(int v) {
        selected = v & 31;
    }

    public int readUserEnable() {
        return userEnable;
    }

    public void writeUserEnable(int v) {
        userEnable = v & 1;
    }

    public int readCycles(Cpu s) {
        update(s);
        return cycles;
    }

    public void writeCycles(Cpu s, int v) {
        settle(s);
        cycles = v;
        update(s);
    }

    /** PMXEVTYPER: the selected counter's, or the cycle counter's filter at 31; a counter not there reads as zero. */
    public int readType(Cpu s) {
        return selected == CYCLE ? cycleFilter : selected < visible(s) ? type[selected] : 0;
    }

    /** Returns whether the event is one that is counted. */
    public boolean writeType(Cpu s, int v) {
        settle(s);
        boolean known = true;
        if (selected == CYCLE) {
            cycleFilter = v & FILTER_BITS;
        } else if (selected < visible(s)) {
            type[selected] = v & TYPE_BITS;
            int event = v & 0xff;
            known = event == EVENT_CYCLES || event == EVENT_INSTRUCTIONS || event == EVENT_SOFTWARE_INCREMENT;
        }
        update(s);
        return known;
    }

    public int readValue(Cpu s) {
        update(s);
        return selected < visible(s) ? value[selected] : 0;
    }

    public void writeValue(Cpu s, int v) {
        settle(s);
        if (selected < visible(s)) {
            value[selected] = v;
        }
        update(s);
    }

    // For those who look from outside: all counters, as after settle, and without any effect.

    /** PMCR as Hyp mode reads it. */
    public int control() {
        return PMCR_ID | COUNTERS << 11 | control;
    }

    public int enabled() {
        return enabled;
    }

    public int overflowed() {
        return overflowed;
    }

    public int interrupts() {
        return interrupts;
    }

    public int cycles() {
        return cycles;
    }

    /** PMXEVCNTR of counter {@code n}, 0 to 5. */
    public int counter(int n) {
        return value[n];
    }

    /** PMXEVTYPER of counter {@code n}, 0 to 5. */
    public int eventType(int n) {
        return type[n];
    }

    /** PMCEID0: the common events that are counted. */
    public static int commonEvents() {
        return 1 << EVENT_SOFTWARE_INCREMENT | 1 << EVENT_INSTRUCTIONS | 1 << EVENT_CYCLES;
    }

    /** Reset of the pCPU: nothing counts. */
    public void reset(Cpu s) {
        enabled = 0;
        control = 0;
        interrupts = 0;
        overflowed = 0;
        selected = 0;
        userEnable = 0;
        cycleFilter = 0;
        cycles = 0;
        divider = 0;
        for (int i = 0; i < COUNTERS; i++) {
            value[i] = 0;
            type[i] = 0;
        }
        active = 0;
        update(s);
    }

    /** After {@link #settle}. */
    @Override
    public void save(StateWriter out) {
        out.int32(control);
        out.int32(enabled & ALL_BITS);
        out.int32(overflowed);
        out.int32(interrupts);
        out.int32(selected);
        out.int32(userEnable);
        out.int32(cycles);
        out.int32(divider);
        out.int32(cycleFilter);
        out.int32s(value);
        out.int32s(type);
        out.int32(active);
        out.int64(lookedAtCount);
        out.int64(lookedAtInstructions);
        out.bool(lineHigh);
    }

    @Override
    public void restore(StateReader in) {
        control = in.int32();
        enabled = in.int32();
        overflowed = in.int32();
        interrupts = in.int32();
        selected = in.int32();
        userEnable = in.int32();
        cycles = in.int32();
        divider = in.int32();
        cycleFilter = in.int32();
        in.int32s(value);
        in.int32s(type);
        active = in.int32();
        lookedAtCount = in.int64();
        lookedAtInstructions = in.int64();
        lineHigh = in.bool();
        foresee();
    }
}
