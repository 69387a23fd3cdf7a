package dev.trapline.emu.world;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.MachineView;
import java.util.Optional;

/**
 * Registers and memory of a machine that stands still, by threads of worlds. Those of a vCPU that is on no pCPU are as it
 * last left, and its memory is seen through the registers it left with.
 *
 * <p>Every method throws {@link DebugException} for a thread that is not there.
 */
public final class WorldView {
    private final WorldTracker tracker;

    /** @param tracker one that is attached */
    public WorldView(WorldTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * A register's value, little-endian.
     *
     * @return empty if it is not known of a vCPU that is on no pCPU
     */
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        int cpu = tracker.cpuOf(thread);
        if (cpu >= 0) {
            return Optional.of(tracker.view().read(cpu, number));
        }
        GuestVcpu vcpu = away(thread);
        int bytes = tracker.view().description(number).bytes();
        return isKnown(vcpu, number)
                ? Optional.of(MachineView.bytes(tracker.exits().value(vcpu, number), bytes))
                : Optional.empty();
    }

    /** A register of at most 64 bits, zero-extended; 0 if it is not known. */
    public long register(ThreadId thread, int number) {
        int cpu = tracker.cpuOf(thread);
        if (cpu >= 0) {
            return tracker.view().value(cpu, number);
        }
        GuestVcpu vcpu = away(thread);
        return isKnown(vcpu, number) ? tracker.exits().value(vcpu, number) : 0;
    }

    private boolean isKnown(GuestVcpu vcpu, int number) {
        return vcpu.left && tracker.exits().has(number);
    }

    /** The pCPU that has a thread's registers, for who writes them: those of a vCPU on no pCPU cannot be. */
    public int cpuToWrite(ThreadId thread) {
        int cpu = tracker.cpuOf(thread);
        if (cpu < 0) {
            away(thread);
            throw new DebugException("vCPU " + (thread.thread() - 1) + " of world " + thread.world()
                    + " is on no CPU now: its registers are the hypervisor's to keep, and cannot be written here");
        }
        return cpu;
    }

    /**
     * Reads memory as a thread sees it, regardless of rights; devices are not read. A pCPU, as a thread of world 1, sees Hyp
     * mode's while it executes a guest's code.
     *
     * @param address 32 bits
     * @return how many bytes, fewer than {@code length} where the next is not mapped to memory
     */
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return tracker.view().memory().read(registers(thread), regime(thread), address, into, offset, length);
    }

    /** Writes memory as {@link #readMemory} reads it; flash cannot be written. */
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        return tracker.view().memory().write(registers(thread), regime(thread), address, from, offset, length);
    }

    /** How an address of a thread is translated, lines for people. */
    public String explainAddress(ThreadId thread, long address) {
        return tracker.view().explainAddress(registers(thread), regime(thread), address);
    }

    /**
     * The physical address behind an address of a thread.
     *
     * @throws DebugException also if there is none
     */
    public long physical(ThreadId thread, long address) {
        return tracker.view().memory().physical(registers(thread), regime(thread), address);
    }

    private Cp15 registers(ThreadId thread) {
        int cpu = tracker.cpuOf(thread);
        if (cpu >= 0) {
            return tracker.view().cpu(cpu).cp15;
        }
        GuestVcpu vcpu = away(thread);
        if (!vcpu.left) {
            throw new DebugException("vCPU " + (thread.thread() - 1) + " of world " + thread.world()
                    + " has not run so far that its memory could be seen");
        }
        return tracker.exits().parts(vcpu).s().cp15;
    }

    private Regime regime(ThreadId thread) {
        if (thread.world() != 1) {
            return Regime.PL10;
        }
        int cpu = tracker.cpuOf(thread);
        Cpu s = tracker.view().cpu(cpu);
        return s.mode == Mode.HYP || tracker.threadOn(cpu).world() != 1 ? Regime.HYP : Regime.PL10;
    }

    private GuestVcpu away(ThreadId thread) {
        GuestVcpu vcpu = tracker.vcpu(thread);
        if (vcpu == null) {
            throw new DebugException("there is no thread " + thread + " now");
        }
        return vcpu;
    }
}
