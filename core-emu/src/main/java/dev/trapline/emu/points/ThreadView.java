package dev.trapline.emu.points;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.InfoTable;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.MachineView;
import dev.trapline.emu.world.WorldTracker;
import dev.trapline.emu.world.WorldView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The threads of a machine that stands still, as debuggers name them: pCPU {@code i} is thread {@code i + 1} of world 1, and
 * vCPUs of guests are threads of theirs if the machine's worlds are followed.
 */
public final class ThreadView {
    private static final int MACHINE = 1;

    private final Machine machine;
    private final MachineView view;
    private final WorldTracker worlds;
    private final WorldView guests;
    private final List<ThreadId> cpus;

    public ThreadView(Machine machine) {
        this.machine = machine;
        view = machine.view();
        worlds = machine.worlds();
        guests = new WorldView(worlds);
        cpus = IntStream.rangeClosed(1, machine.spec().cpus())
                .mapToObj(i -> new ThreadId(MACHINE, i))
                .toList();
    }

    /** The machine itself, by pCPU. */
    public MachineView view() {
        return view;
    }

    /** The worlds that there have been so far. */
    public List<World> worlds() {
        if (worlds.isAttached()) {
            return worlds.worlds();
        }
        List<World.WorldThread> threads = IntStream.range(0, cpus.size())
                .mapToObj(i -> new World.WorldThread(i + 1, "CPU " + i, i, state(machine.cpu(i))))
                .toList();
        return List.of(new World(MACHINE, "machine", true, threads));
    }

    /** The same as a table. */
    public static InfoTable table(List<World> worlds) {
        return new InfoTable(
                "worlds",
                "The machine or its hypervisor, and its guests",
                List.of("pid", "name", "there", "threads"),
                worlds.stream()
                        .map(w -> List.of(
                                String.valueOf(w.id()),
                                w.name(),
                                w.there(),
                                w.threads().stream()
                                        .map(t -> t.name() + " (" + t.state() + ")")
                                        .collect(Collectors.joining(", "))))
                        .toList());
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
        return worlds.isAttached() ? worlds.threadOn(s.index) : cpus.get(s.index);
    }

    /** Whether what runs on a pCPU is of a world; 0 is any. */
    public boolean isIn(int world, Cpu s) {
        return world == 0 || (worlds.isAttached() ? worlds.threadOn(s.index).world() == world : world == MACHINE);
    }

    /**
     * The pCPU that a thread is on.
     *
     * @throws DebugException if it is on none
     */
    public int cpu(ThreadId thread) {
        int cpu = cpuOrNone(thread);
        if (cpu < 0) {
            throw new DebugException(
                    isThere(thread)
                            ? "thread " + thread + " is on no CPU now"
                            : "there is no thread " + thread + " now");
        }
        return cpu;
    }

    /**
     * The pCPU that has a thread's registers, for who writes them.
     *
     * @throws DebugException if there is none, or they are kept elsewhere
     */
    public int cpuToWrite(ThreadId thread) {
        return worlds.isAttached() ? guests.cpuToWrite(thread) : cpu(thread);
    }

    /** The pCPU that a thread is on, or -1. */
    public int cpuOrNone(ThreadId thread) {
        if (worlds.isAttached()) {
            return worlds.cpuOf(thread);
        }
        return thread.world() == MACHINE && thread.thread() <= cpus.size() ? thread.thread() - 1 : -1;
    }

    private boolean isThere(ThreadId thread) {
        return worlds().stream()
                .filter(w -> w.id() == thread.world())
                .flatMap(w -> w.threads().stream())
                .anyMatch(t -> t.id() == thread.thread());
    }

    /** @throws DebugException if there is no such thread now, on a pCPU or not */
    public void checkThere(ThreadId thread) {
        if (cpuOrNone(thread) < 0 && !isThere(thread)) {
            throw new DebugException("there is no thread " + thread + " now");
        }
    }

    /** Count of the exception with which a vCPU last left a pCPU, if it did. */
    public OptionalLong leftAt(ThreadId thread) {
        return worlds.isAttached() ? worlds.leftAt(thread) : OptionalLong.empty();
    }

    public List<RegisterDescription> registers() {
        return view.registers();
    }

    /** A register's value, little-endian; empty if it is not known of a vCPU that is on no pCPU. */
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        return worlds.isAttached() ? guests.readRegister(thread, number) : Optional.of(view.read(cpu(thread), number));
    }

    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return worlds.isAttached()
                ? guests.readMemory(thread, address, into, offset, length)
                : view.readMemory(cpu(thread), address, into, offset, length);
    }

    /** Writes bytes within one page of physical memory; false if there is no RAM. */
    public interface PhysicalWriter {
        boolean write(long pa, byte[] bytes);
    }

    /**
     * Writes memory as the thread sees it, regardless of rights.
     *
     * @return how many bytes, fewer than {@code length} where the next is not mapped to RAM
     */
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length, PhysicalWriter writer) {
        int done = 0;
        while (done < length) {
            long at = address + done;
            int n = (int) Math.min(length - done, PhysicalMemory.FRAME_SIZE - (at & PhysicalMemory.FRAME_SIZE - 1));
            byte[] piece = Arrays.copyOfRange(from, offset + done, offset + done + n);
            if (readMemory(thread, at, new byte[1], 0, 1) == 0 || !writer.write(physical(thread, at), piece)) {
                break;
            }
            done += n;
        }
        return done;
    }

    /** Reads physical memory, as {@link #readMemory} does. */
    public int readPhysical(long pa, byte[] into) {
        return view.memory().readPhysical(pa, into, 0, into.length);
    }

    /**
     * Reads memory by intermediate addresses of the thread's guest, as {@link #readMemory} does.
     *
     * @throws DebugException if the thread is no guest's
     */
    public int readIntermediate(ThreadId thread, long ipa, byte[] into) {
        return view.memory().read(stage2(thread), Regime.STAGE2, ipa, into, 0, into.length);
    }

    /** How an intermediate address of the thread's guest is translated, lines for people. */
    public String explainIntermediate(ThreadId thread, long ipa) {
        return view.explainAddress(stage2(thread), Regime.STAGE2, ipa);
    }

    private Cp15 stage2(ThreadId thread) {
        Optional<Cp15> tables = worlds.isAttached() ? worlds.stage2(thread.world()) : Optional.empty();
        return tables.orElseThrow(() -> new DebugException(
                thread.world() == MACHINE
                        ? "world 1 is no guest's, and has no intermediate addresses: select a guest's thread"
                        : "there has been no guest " + thread.world() + " so far"));
    }

    /** How an address of a thread is translated, lines for people. */
    public String explainAddress(ThreadId thread, long address) {
        return worlds.isAttached() ? guests.explainAddress(thread, address) : view.explainAddress(cpu(thread), address);
    }

    /**
     * The physical address behind an address of a thread.
     *
     * @throws DebugException if there is none
     */
    public long physical(ThreadId thread, long address) {
        return worlds.isAttached() ? guests.physical(thread, address) : view.physical(cpu(thread), address);
    }
}
