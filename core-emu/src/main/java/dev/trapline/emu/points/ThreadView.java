package dev.trapline.emu.points;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.MachineView;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The threads of a machine that stands still, as debuggers name them: pCPU {@code i} is thread {@code i + 1} of world 1. */
public final class ThreadView {
    private static final int MACHINE = 1;

    private final Machine machine;
    private final MachineView view;
    private final List<ThreadId> cpus;

    public ThreadView(Machine machine) {
        this.machine = machine;
        view = machine.view();
        cpus = IntStream.rangeClosed(1, machine.spec().cpus())
                .mapToObj(i -> new ThreadId(MACHINE, i))
                .toList();
    }

    /** The machine itself, by pCPU. */
    public MachineView view() {
        return view;
    }

    public List<World> worlds() {
        List<World.WorldThread> threads = IntStream.range(0, cpus.size())
                .mapToObj(i -> new World.WorldThread(i + 1, "CPU " + i, i, state(machine.cpu(i))))
                .toList();
        return List.of(new World(MACHINE, "machine", true, threads));
    }

    private static String state(Cpu s) {
        if (!s.on) {
            return "off";
        }
        String mode = Mode.name(s.mode);
        if (s.waitingForInterrupt) {
            return mode + ", in WFI";
        }
        return s.waitingForEvent ? mode + ", in WFE" : mode;
    }

    /** What runs on a pCPU. */
    public ThreadId running(Cpu s) {
        return cpus.get(s.index);
    }

    /**
     * The pCPU that a thread is on.
     *
     * @throws DebugException if there is no such thread
     */
    public int cpu(ThreadId thread) {
        if (thread.world() != MACHINE || thread.thread() > cpus.size()) {
            throw new DebugException("there is no thread " + thread);
        }
        return thread.thread() - 1;
    }

    public List<RegisterDescription> registers() {
        return view.registers();
    }

    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        return Optional.of(view.read(cpu(thread), number));
    }

    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return view.readMemory(cpu(thread), address, into, offset, length);
    }
}
