package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.recorder.disks.StoredDisks;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ProcessCompiler;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.timeline.SearchControl;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What would have been: a machine with live devices that goes on from a place in history otherwise than it did, because a
 * debugger wrote into it. Nobody types and nothing arrives. The recording stays as it is.
 *
 * <p>A debugger that calls a function of the guest's writes registers, lets the machine run and puts the registers back.
 * Whoever goes on then wants to be in history again, and {@link #isCallOver} says so.
 */
final class WhatIf {
    private static final int CORE = 16;

    private final Machine machine;
    private final ThreadView threads;
    private final Lookout lookout;
    private final PointWatcher watcher;
    private final long since;
    private final int[][] begun;

    // What the debugger wrote since the machine ran last.
    private boolean wroteMemory;
    private boolean wrotePc;
    /** Whether the user wanted something to be otherwise, apart from calls. */
    private boolean deliberate;

    private WhatIf(Machine machine, long since) {
        this.machine = machine;
        this.since = since;
        threads = new ThreadView(machine);
        lookout = new Lookout(machine, threads);
        watcher = new PointWatcher(machine, machine::stop);
        begun = coreRegisters();
    }

    /**
     * A machine like another.
     *
     * @param like stands at a place in history, without devices
     * @throws DebugException if the devices do not get there as they did
     */
    static WhatIf at(Recording recording, Machine like) {
        long count = like.clock().count;
        ReplaySession live = Rerun.verify(recording, b -> {});
        Rerun.skipTo(live, recording, count);
        ReplaySession.Outcome outcome = live.run(count);
        if (outcome instanceof ReplaySession.Outcome.Diverged) {
            throw new DebugException("devices do other things today than when this was recorded, so nothing can be"
                    + " written into it; see 'trapline verify'");
        }
        DiskSource disks = like.spec().disks().isEmpty() ? DiskSource.FILES : new StoredDisks(recording);
        Machine machine = new Machine(
                like.spec(),
                new MachinePorts(b -> {}, InputSource.silent(like.spec().rtcSeconds()), Observer.NONE, Diagnostics.NONE)
                        .withDisks(disks)
                        .withCompiler(ProcessCompiler.get()));
        machine.restore(joined(like.save(), live.machine().save()));
        machine.followWorlds();
        if (like.worlds().isAttached()) {
            machine.worlds().restore(like.worlds().save());
        }
        return new WhatIf(machine, count);
    }

    /** The one's complex and memory, which may stand behind an interrupt's entry, with the other's devices. */
    private static MachineState joined(MachineState complex, MachineState devices) {
        byte[] head = Arrays.copyOf(complex.parts(), complex.complexLength());
        byte[] tail = Arrays.copyOfRange(devices.parts(), devices.complexLength(), devices.parts().length);
        byte[] parts = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, parts, head.length, tail.length);
        return new MachineState(parts, head.length, complex.memory());
    }

    ThreadView threads() {
        return threads;
    }

    Machine machine() {
        return machine;
    }

    /** The count in history where it began. */
    long since() {
        return since;
    }

    void setPoints(Collection<StopPoint> points) {
        lookout.setPoints(points);
    }

    ThreadId current() {
        return threads.running(machine.cpu(machine.currentCpu()));
    }

    void writeRegister(ThreadId thread, int number, byte[] value) {
        machine.view().write(threads.cpuToWrite(thread), number, value);
        wrotePc |= number == RegisterDescription.PC;
    }

    int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        wroteMemory = true;
        return threads.writeMemory(
                thread,
                address,
                from,
                offset,
                length,
                (pa, bytes) -> machine.view().memory().writePhysical(pa, bytes, 0, bytes.length) == bytes.length);
    }

    /** Whether all the debugger did was to call functions, and it has put everything back; asked before it resumes. */
    boolean isCallOver() {
        if (!Arrays.deepEquals(begun, coreRegisters())) {
            deliberate |= !wrotePc;
            return false;
        }
        deliberate |= wroteMemory && !wrotePc;
        return !deliberate;
    }

    private int[][] coreRegisters() {
        int[][] all = new int[machine.spec().cpus()][CORE];
        for (int cpu = 0; cpu < all.length; cpu++) {
            for (int i = 0; i < CORE; i++) {
                all[cpu][i] = (int) machine.view().value(cpu, i);
            }
        }
        return all;
    }

    Stop run(Resume how, SearchControl control, Way way) {
        wroteMemory = false;
        wrotePc = false;
        lookout.begin(how);
        try {
            while (lookout.hit().isEmpty()) {
                if (control.cancelled()) {
                    return new Stop(current(), new Stop.Reason.Interrupted());
                }
                long stretch = way.nextStretch();
                watcher.watch(List.of(lookout));
                Pause pause = machine.run(machine.clock().count + stretch);
                if (lookout.hit().isPresent()) {
                    break;
                }
                switch (pause) {
                    case COUNT, ASKED -> {}
                    case POWER_OFF -> {
                        return dead("the machine would have powered off");
                    }
                    case RESET -> {
                        return dead("the machine would have been reset");
                    }
                    case CRASH -> {
                        return dead(machine.crash());
                    }
                    case DEADLOCK -> {
                        return dead("all CPUs would have waited for what never comes");
                    }
                }
            }
            return lookout.hit().orElseThrow();
        } finally {
            lookout.end();
            watcher.detach();
        }
    }

    private Stop dead(String how) {
        return new Stop(current(), new Stop.Reason.Dead("what if: " + how));
    }
}
