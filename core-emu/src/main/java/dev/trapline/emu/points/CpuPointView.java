package dev.trapline.emu.points;

import dev.trapline.emu.debug.PointView;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.view.MachineView;

/** A pCPU in front of an instruction, or in the middle of one that accesses memory, for conditions to look at. */
public final class CpuPointView implements PointView {
    private final MachineView view;
    private final ThreadView threads;
    private final boolean searching;
    private Cpu cpu;

    /** @param searching whether history only is searched */
    public CpuPointView(MachineView view, ThreadView threads, boolean searching) {
        this.view = view;
        this.threads = threads;
        this.searching = searching;
        cpu = view.cpu(0);
    }

    /** The same view, of this pCPU from now on. */
    public CpuPointView at(Cpu s) {
        cpu = s;
        return this;
    }

    @Override
    public ThreadId thread() {
        return threads.running(cpu);
    }

    @Override
    public long register(int number) {
        if (number >= RegisterDescription.R0 && number < RegisterDescription.PC) {
            return cpu.r[number] & 0xffff_ffffL;
        }
        // While an instruction executes, R15 is ahead of it, and what would come after it stands in pc.
        return number == RegisterDescription.PC ? cpu.thisPc() & 0xffff_ffffL : view.value(cpu.index, number);
    }

    @Override
    public int readMemory(long address, byte[] into, int offset, int length) {
        return view.readMemory(cpu.index, address, into, offset, length);
    }

    @Override
    public boolean searching() {
        return searching;
    }
}
