package dev.trapline.emu.world;

import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.debug.World.WorldThread;
import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.MachineView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of a machine. World 1 is the bare machine, or the hypervisor where code runs in Hyp mode, with the pCPUs as
 * threads. Each life of a guest is a world of its own, numbered from 2 in order of first appearance, with its vCPUs as
 * threads, which are known by the lowest affinity level of VMPIDR.
 *
 * <p>A guest's life begins when Hyp mode is left with HCR.VM set for a VMID and stage 2 root (VTTBR) of no living guest. It
 * ends when its VMID is entered with another root, or its root with another VMID; or when every entry of its first-level
 * table is zero, whoever wrote them: so hypervisors that build the next guest with the same VMID in the same table, as Xen
 * may, must clear it first, and do. Entries that are merely invalid end nothing: Xen takes the valid bits from all of a
 * running guest's to see its accesses. A guest whose hypervisor forgets it without any of that stays alive.
 *
 * <p>A vCPU is on a pCPU while that executes outside Hyp mode with its VTTBR and VMPIDR; else its registers are those it
 * last left with. All this is no part of the machine's state, and follows from it and what happens: it goes with a machine by
 * {@link #save} and {@link #restore}. While no guest runs it costs nothing.
 */
public final class WorldTracker implements Observer {
    private static final int MOST_WORLDS = 1 << 20;
    private static final Runnable NOBODY = () -> {};

    private @Nullable Machine machine;
    private @Nullable ExitRegisters exits;
    private final List<GuestWorld> guests = new ArrayList<>();
    private Runnable whenEntered = NOBODY;

    /** Follows a machine from now on, whose observer this is already; guests that run now are found. */
    public void attach(Machine followed) {
        machine = followed;
        exits = new ExitRegisters(followed.view());
        for (int cpu = 0; cpu < followed.spec().cpus(); cpu++) {
            if (runsGuest(followed.cpu(cpu))) {
                enter(followed.cpu(cpu));
            }
        }
    }

    private Machine machine() {
        Machine followed = machine;
        if (followed == null) {
            throw new IllegalStateException("no machine is attached");
        }
        return followed;
    }

    ExitRegisters exits() {
        ExitRegisters present = exits;
        if (present == null) {
            throw new IllegalStateException("no machine is attached");
        }
        return present;
    }

    MachineView view() {
        return machine().view();
    }

    private static boolean runsGuest(Cpu s) {
        return s.on && s.mode != Mode.HYP && isGuestSet(s);
    }

    private static boolean isGuestSet(Cpu s) {
        return (s.cp15.hcr & Hcr.VM) != 0;
    }

    // What happens.

    @Override
    public void leftHyp(int cpu, int toMode, int address, int[] r) {
        Machine followed = machine;
        if (followed != null && isGuestSet(followed.cpu(cpu))) {
            enter(followed.cpu(cpu));
            whenEntered.run();
        }
    }

    @Override
    public void exceptionTaken(
            int cpu, int vector, int fromMode, int toMode, int syndrome, int address, int hpfar, int returnAddress) {
        Machine followed = machine;
        if (toMode == Mode.HYP && fromMode != Mode.HYP && followed != null && isGuestSet(followed.cpu(cpu))) {
            exit(followed.cpu(cpu), vector, syndrome);
        }
    }

    @Override
    public void powered(int cpu, boolean on, int entry) {
        Machine followed = machine;
        if (!on && followed != null) {
            Cpu s = followed.cpu(cpu);
            if (s.mode != Mode.HYP && isGuestSet(s)) {
                exit(s, GuestVcpu.POWERED_OFF, 0);
            }
        }
    }

    private void enter(Cpu s) {
        GuestWorld world = living(s);
        if (world == null) {
            world = begin(s);
        }
        vcpu(world, s.cp15.vmpidr);
    }

    private GuestVcpu vcpu(GuestWorld world, int vmpidr) {
        int thread = GuestVcpu.thread(vmpidr);
        GuestVcpu vcpu = world.vcpus.get(thread);
        if (vcpu == null) {
            vcpu = new GuestVcpu(vmpidr, exits().timerCount());
            world.vcpus.put(thread, vcpu);
        }
        return vcpu;
    }

    private void exit(Cpu s, int vector, int syndrome) {
        GuestWorld world = living(s);
        if (world == null) {
            return; // Its life ended under its feet.
        }
        GuestVcpu vcpu = vcpu(world, s.cp15.vmpidr);
        vcpu.left = true;
        vcpu.leftAt = s.clock.count;
        vcpu.vector = vector;
        vcpu.syndrome = syndrome;
        exits().keep(s.index, vcpu);
    }

    private @Nullable GuestWorld living(Cpu s) {
        int entries = GuestWorld.entries(s.cp15.vtcr);
        int vmid = GuestWorld.vmid(s.cp15.vttbr);
        long root = GuestWorld.root(s.cp15.vttbr, entries);
        for (int i = guests.size() - 1; i >= 0; i--) {
            GuestWorld world = guests.get(i);
            if (world.alive && world.vmid == vmid && world.root == root) {
                return world;
            }
        }
        return null;
    }

    private GuestWorld begin(Cpu s) {
        int entries = GuestWorld.entries(s.cp15.vtcr);
        int vmid = GuestWorld.vmid(s.cp15.vttbr);
        long root = GuestWorld.root(s.cp15.vttbr, entries);
        for (GuestWorld other : guests) {
            if (other.alive && (other.vmid == vmid || other.root == root)) {
                end(other);
            }
        }
        GuestWorld world = new GuestWorld(guests.size() + 2, vmid, root, entries);
        guests.add(world);
        watchRoots();
        return world;
    }

    private void end(GuestWorld world) {
        world.alive = false;
        world.endedAt = machine().clock().count;
    }

    /** Whether it follows a machine. */
    public boolean isAttached() {
        return machine != null;
    }

    /** The machine was restored to a moment of which nothing is known: there are those guests that run now. */
    public void beginAnew() {
        Machine followed = machine;
        if (followed != null) {
            guests.clear();
            attach(followed);
            watchRoots();
        }
    }

    /** The machine starts again after a reset: no guest lives on. */
    public void rebooted() {
        if (machine == null) {
            return;
        }
        for (GuestWorld world : guests) {
            if (world.alive) {
                end(world);
            }
        }
        watchRoots();
    }

    private void watchRoots() {
        BitSet frames = new BitSet();
        PhysicalMemory memory = machine().memory();
        for (GuestWorld world : guests) {
            if (world.alive) {
                world.addFrames(memory, frames);
            }
        }
        machine().debug().watchRoots(frames, this::rootWritten);
    }

    private void rootWritten(int frame) {
        PhysicalMemory memory = machine().memory();
        boolean ended = false;
        for (GuestWorld world : guests) {
            if (world.alive && holds(world, memory.addressOf(frame)) && world.isRootCleared(memory)) {
                end(world);
                ended = true;
            }
        }
        if (ended) {
            watchRoots();
        }
    }

    private static boolean holds(GuestWorld world, long page) {
        return world.root < page + PhysicalMemory.FRAME_SIZE && page < world.root + 8L * world.entries;
    }

    /** Tells when a vCPU goes on to a pCPU, in the middle of the instruction; null to end it. */
    public void watchEntries(@Nullable Runnable told) {
        whenEntered = told == null ? NOBODY : told;
    }

    // What is there.

    /** All worlds that there have been, in order of their numbers; those whose life has ended have no threads. */
    public List<World> worlds() {
        List<World> result = new ArrayList<>();
        boolean hasHyp = view().register("HCR").isPresent();
        List<WorldThread> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < view().cpuCount(); cpu++) {
            cpus.add(new WorldThread(cpu + 1, "CPU " + cpu, cpu, state(cpu)));
        }
        result.add(new World(1, hasHyp ? "hypervisor" : "machine", true, cpus));
        for (GuestWorld world : guests) {
            List<WorldThread> threads = new ArrayList<>();
            if (world.alive) {
                world.vcpus.forEach((thread, vcpu) -> threads.add(thread(world, thread, vcpu)));
            }
            result.add(new World(
                    world.id, "guest VMID " + world.vmid, world.alive, threads, world.alive ? -1 : world.endedAt));
        }
        return List.copyOf(result);
    }

    private WorldThread thread(GuestWorld world, int thread, GuestVcpu vcpu) {
        int core = cpuOf(new ThreadId(world.id, thread));
        String state = core >= 0
                ? Mode.name(view().cpu(core).mode) + ", on CPU " + core
                : vcpu.left ? vcpu.state(exits().parts(vcpu).s().mode) : "has not left a CPU yet";
        return new WorldThread(thread, "vCPU " + (thread - 1), core, state);
    }

    private String state(int cpu) {
        Cpu s = view().cpu(cpu);
        ThreadId guest = threadOn(cpu);
        Whereabouts at = Whereabouts.of(s);
        return switch (at.state()) {
            case RUNNING -> guest.world() == 1 ? Mode.name(s.mode) : Mode.name(s.mode) + " of guest " + guest;
            case WFI, WFE, KEY -> Mode.name(s.mode) + ", waits";
            case OFF -> "off";
        };
    }

    /** The thread whose code a pCPU executes: of a guest's world, or of world 1. */
    public ThreadId threadOn(int cpu) {
        Cpu s = machine().cpu(cpu);
        GuestWorld world = runsGuest(s) ? living(s) : null;
        return world == null ? new ThreadId(1, cpu + 1) : new ThreadId(world.id, GuestVcpu.thread(s.cp15.vmpidr));
    }

    /** The pCPU a thread is on; -1 if on none. */
    public int cpuOf(ThreadId thread) {
        if (thread.world() == 1) {
            return thread.thread() <= view().cpuCount() ? thread.thread() - 1 : -1;
        }
        for (int cpu = 0; cpu < view().cpuCount(); cpu++) {
            if (threadOn(cpu).equals(thread)) {
                return cpu;
            }
        }
        return -1;
    }

    /** Count of the exception with which a vCPU last left a pCPU; empty if it has not yet, or is none of a living guest. */
    public OptionalLong leftAt(ThreadId thread) {
        GuestVcpu vcpu = vcpu(thread);
        return vcpu == null || !vcpu.left ? OptionalLong.empty() : OptionalLong.of(vcpu.leftAt);
    }

    /** Null if there is no such vCPU in a living world. */
    @Nullable
    GuestVcpu vcpu(ThreadId thread) {
        int index = thread.world() - 2;
        GuestWorld world = index >= 0 && index < guests.size() ? guests.get(index) : null;
        return world == null || !world.alive ? null : world.vcpus.get(thread.thread());
    }

    /** The count at which a world's life ended; -1 if it has not. */
    public long endOf(int world) {
        int index = world - 2;
        return index < 0 || index >= guests.size() || guests.get(index).alive ? -1 : guests.get(index).endedAt;
    }

    /**
     * The registers by which a guest's intermediate addresses are translated, as a vCPU of it had them; also of one whose
     * life has ended. To be looked at once: they may be a pCPU's own.
     *
     * @return empty if there has been no such guest so far
     */
    public Optional<Cp15> stage2(int world) {
        int index = world - 2;
        if (index < 0 || index >= guests.size()) {
            return Optional.empty();
        }
        for (GuestVcpu vcpu : guests.get(index).vcpus.values()) {
            if (vcpu.left) {
                return Optional.of(exits().parts(vcpu).s().cp15);
            }
        }
        for (int cpu = 0; cpu < view().cpuCount(); cpu++) {
            if (threadOn(cpu).world() == world) {
                return Optional.of(machine().cpu(cpu).cp15);
            }
        }
        return Optional.empty();
    }

    // Saving and restoring.

    public WorldsState save() {
        StateWriter out = new StateWriter();
        out.int32(guests.size());
        for (GuestWorld world : guests) {
            out.int32(world.vmid);
            out.int64(world.root);
            out.int32(world.entries);
            out.bool(world.alive);
            out.int64(world.endedAt);
            out.int32(world.vcpus.size());
            for (GuestVcpu vcpu : world.vcpus.values()) {
                out.int32(vcpu.vmpidr);
                out.bool(vcpu.left);
                out.int64(vcpu.leftAt);
                out.int32(vcpu.vector);
                out.int32(vcpu.syndrome);
                out.bytes(vcpu.state);
                out.int64s(vcpu.timer);
            }
        }
        return new WorldsState(out.toByteArray());
    }

    /**
     * Knows again what it knew when {@code state} was saved; for an attached machine that is restored to that moment.
     *
     * @throws dev.trapline.emu.snapshot.SnapshotException if it is damaged, or of another machine
     */
    public void restore(WorldsState state) {
        StateReader in = new StateReader(state.bytes());
        List<GuestWorld> read = new ArrayList<>();
        int n = in.int32();
        in.expect(n >= 0 && n < MOST_WORLDS, n + " guests");
        for (int i = 0; i < n; i++) {
            GuestWorld world = new GuestWorld(i + 2, in.int32(), in.int64(), in.int32());
            in.expect(world.entries > 0 && world.entries <= 1 << 13, "a table of " + world.entries + " entries");
            world.alive = in.bool();
            world.endedAt = in.int64();
            int vcpus = in.int32();
            for (int v = 0; v < vcpus; v++) {
                GuestVcpu vcpu = new GuestVcpu(in.int32(), exits().timerCount());
                vcpu.left = in.bool();
                vcpu.leftAt = in.int64();
                vcpu.vector = in.int32();
                vcpu.syndrome = in.int32();
                vcpu.state = in.bytes();
                in.int64s(vcpu.timer);
                if (vcpu.left) {
                    exits().parts(vcpu);
                }
                world.vcpus.put(vcpu.thread(), vcpu);
            }
            read.add(world);
        }
        in.expect(in.atEnd(), "there is more of it than guests");
        guests.clear();
        guests.addAll(read);
        watchRoots();
    }
}
