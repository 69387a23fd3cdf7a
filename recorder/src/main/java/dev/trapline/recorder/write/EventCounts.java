package dev.trapline.recorder.write;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.Observer;
import dev.trapline.recorder.schema.EventGroup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what happens in a run, by the groups that summaries tell of ({@link EventGroup#word}). */
public final class EventCounts implements Observer {
    private static final int VECTOR_IRQ = 0x18;
    private static final int VECTOR_FIQ = 0x1c;
    private static final int MODE_HYP = 0x1a;

    /** HSR exception class of an HVC executed in AArch32 state (DDI 0406C B3.13.6). */
    private static final int CLASS_HVC = 0x12;

    private static final int CLASS_SHIFT = 26;

    private long traps;
    private long hypercalls;
    private long interrupts;
    private long accesses;
    private long memoryWrites;
    private long inputs;

    @Override
    public void exceptionTaken(
            int cpu, int vector, int fromMode, int toMode, int syndrome, int address, int hpfar, int returnAddress) {
        switch (groupOf(vector, fromMode, toMode, syndrome)) {
            case TRAP -> traps++;
            case HYPERCALL -> hypercalls++;
            case IRQ, MMIO, DMA, INPUT, OTHER -> {}
        }
    }

    /** What an exception counts as: an interrupt, which is counted when it is acknowledged, as something else. */
    public static EventGroup groupOf(int vector, int fromMode, int toMode, int syndrome) {
        if (vector == VECTOR_IRQ || vector == VECTOR_FIQ) {
            return EventGroup.OTHER;
        }
        return toMode == MODE_HYP && fromMode != MODE_HYP && syndrome >>> CLASS_SHIFT == CLASS_HVC
                ? EventGroup.HYPERCALL
                : EventGroup.TRAP;
    }

    @Override
    public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
        interrupts++;
    }

    @Override
    public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
        accesses++;
    }

    @Override
    public void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {
        accesses++;
    }

    @Override
    public void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {
        memoryWrites++;
    }

    @Override
    public void input(Input kind, int index, byte[] bytes) {
        inputs++;
    }

    /** The counts by group, in the order of the summary. */
    public Map<String, Long> byGroup() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("trap", traps);
        counts.put("hypercall", hypercalls);
        counts.put("irq", interrupts);
        counts.put("mmio", accesses);
        counts.put("dma", memoryWrites);
        counts.put("input", inputs);
        return counts;
    }
}
