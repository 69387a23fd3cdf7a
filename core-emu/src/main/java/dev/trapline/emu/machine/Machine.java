package dev.trapline.emu.machine;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootPlan;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.DeviceFeed;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.port.Observers;
import dev.trapline.emu.semihosting.GuestFacts;
import dev.trapline.emu.semihosting.Semihosting;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import dev.trapline.emu.view.MachineView;
import dev.trapline.emu.world.WorldTracker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole machine, built from its description and about to execute its first instruction. What it does follows from the
 * description and its inputs alone.
 */
public final class Machine {
    private final MachineSpec spec;
    private final MachinePorts ports;
    private final WorldTracker worlds = new WorldTracker();
    private final Clock clock;
    private final PhysicalMemory memory = new PhysicalMemory();
    private final MachineBus deviceBus;
    private final CpuComplex complex;
    /** Null in a machine whose devices' doings are fed. */
    private final @Nullable Devices devices;

    private final DebugHooks debug;
    private final CallerView callers;
    private final BootPlan boot;
    private final byte[] resetState;
    /** Made when it is first asked for. */
    private @Nullable MachineView view;

    /** @throws dev.trapline.emu.BadInputException if an image cannot be used or does not fit */
    public Machine(MachineSpec spec, MachinePorts ports) {
        this(spec, ports, DeviceFeed.NONE);
    }

    /**
     * A machine without devices, unless {@code feed} is {@link DeviceFeed#NONE}: what they do comes from there.
     *
     * @throws dev.trapline.emu.BadInputException if an image cannot be used or does not fit
     */
    @SuppressWarnings("ReferenceEquality") // the one feed of live machines
    public Machine(MachineSpec spec, MachinePorts given, DeviceFeed feed) {
        this.spec = spec;
        // Where no code runs in Hyp mode there are no guests.
        this.ports =
                spec.bootMode() == BootMode.HYP ? given.withObserver(Observers.both(given.observer(), worlds)) : given;
        boot = spec.bootPlan();
        clock = new Clock(spec.insnNs());
        Deadlines deadlines = new Deadlines(clock);
        Deadlines deviceDeadlines = new Deadlines(clock);
        memory.addRegion("ram", VirtBoard.RAM_BASE, spec.memoryBytes());
        for (BoardDevice bank : List.of(VirtBoard.FLASH0, VirtBoard.FLASH1)) {
            memory.addRegion(bank.name(), bank.base(), bank.size());
        }
        Bus bus = new Bus(memory);
        Cpu[] cpus = new Cpu[spec.cpus()];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new Cpu(i, clock);
        }
        Gic gic = new Gic(cpus);
        bus.map(VirtBoard.GICD.base(), Gic.DISTRIBUTOR_SIZE, gic.distributor());
        bus.map(VirtBoard.GICC.base(), Gic.CPU_INTERFACE_SIZE, gic.cpuInterface());
        if (spec.bootMode() == BootMode.HYP) {
            bus.map(VirtBoard.GICH.base(), Gic.VIRTUAL_CONTROL_SIZE, gic.virtualControl());
            bus.map(VirtBoard.GICV.base(), Gic.CPU_INTERFACE_SIZE, gic.virtualCpuInterface());
        }
        deviceBus = new MachineBus(memory, clock, deviceDeadlines, gic);
        complex = new CpuComplex(spec, this.ports, clock, deadlines, deviceDeadlines, bus, gic, cpus, new Inputs());
        if (feed == DeviceFeed.NONE) {
            devices = new Devices(spec, this.ports, deviceBus, deviceDeadlines, bus);
        } else {
            devices = null;
            FedDevices.map(bus, deviceBus, feed);
            complex.loop.setFeed(feed);
        }
        if (spec.semihosting()) {
            complex.seat(new Semihosting(
                    GuestFacts.of(spec.images(), boot, spec.memoryBytes(), spec.rtcSeconds()),
                    new Semihosting.Outside(
                            this.ports.files(), ports::print, () -> unreadByUart(feed), this.ports.diagnostics()),
                    complex.mmu.translator(),
                    memory,
                    clock,
                    complex.loop::end,
                    cpus.length));
        }
        debug = new DebugHooks(memory, complex.mmu, complex.loop, cpus);
        callers = new CallerView(complex.mmu.translator(), memory, cpus);
        boot.applyTo(memory);
        complex.start(0, boot.entry(), boot.thumb(), boot.r0(), boot.r1(), boot.r2());
        StateWriter out = new StateWriter();
        saveParts(out);
        resetState = out.toByteArray();
        // What happens up to here follows from the description.
        deviceBus.observer = this.ports.observer();
    }

    public MachineSpec spec() {
        return spec;
    }

    /** What a debugger hangs into this machine. */
    public DebugHooks debug() {
        return debug;
    }

    /** What a debugger sees while this machine stands still. */
    public MachineView view() {
        MachineView present = view;
        if (present == null) {
            present = complex.view();
            view = present;
        }
        return present;
    }

    /**
     * The guests of the hypervisor that runs in Hyp mode, if {@link #followWorlds} was called; none of the machine's state,
     * so that whoever saves and restores the machine does so with them.
     */
    public WorldTracker worlds() {
        return worlds;
    }

    /** Has {@link #worlds} know from now on which guests there are, beginning with those that run now. */
    public void followWorlds() {
        if (spec.bootMode() == BootMode.HYP && !worlds.isAttached()) {
            worlds.attach(this);
        }
    }

    /** Where a debugger's writes come in, while the machine stands still. */
    public DebuggerDoor debuggerDoor() {
        return new DebuggerDoor(view(), ports.observer());
    }

    /** Memory as those see it who make calls. */
    public CallerView callers() {
        return callers;
    }

    /** What the start-up placed where. */
    public BootPlan boot() {
        return boot;
    }

    public Clock clock() {
        return clock;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    public Cpu cpu(int index) {
        return complex.cpus[index];
    }

    /** The pCPU that executed last, or executes next. */
    public int currentCpu() {
        return complex.loop.current();
    }

    /** Executes until {@code untilCount} instructions were attempted in all, or something ends the run before. */
    public Pause run(long untilCount) {
        return run(untilCount, Long.MAX_VALUE);
    }

    /** As {@link #run(long)}, and no further than virtual time {@code untilNs}. */
    public Pause run(long untilCount, long untilNs) {
        return complex.loop.run(untilCount, untilNs);
    }

    /** Leaves {@link #run} at the next instruction boundary. */
    public void stop() {
        complex.loop.stop();
    }

    /** What a pCPU is stuck in, or how the guest's exit failed, after {@link Pause#CRASH}. */
    public String crash() {
        Semihosting semihosting = complex.semihosting();
        String exit = semihosting == null ? "" : semihosting.crash();
        return exit.isEmpty() ? complex.loop.crash() : exit;
    }

    /** What each pCPU is at: after {@link Pause#DEADLOCK}, where it waits. */
    public List<Whereabouts> whereabouts() {
        return complex.loop.whereabouts();
    }

    /** Asks the input source again at the next instruction boundary: it has something it had not. */
    public void askInputsSoon() {
        complex.loop.askInputsSoon();
    }

    /** Takes inputs from another source from now on. */
    public void setInputs(InputSource source) {
        complex.loop.setInputs(source);
    }

    /**
     * Starts again after {@link Pause#RESET}: every part as it was at first and the images placed anew; other RAM, flash,
     * disks' contents, the count and virtual time stay.
     */
    public void reboot() {
        long count = clock.count;
        long skipped = clock.skippedNs();
        StateReader in = new StateReader(resetState);
        restoreParts(in);
        clock.resume(count, skipped);
        boot.applyTo(memory);
        complex.loop.restarted();
        worlds.rebooted();
    }

    /** The whole state now. Frames are shared, so this costs little; the machine goes on undisturbed. */
    public MachineState save() {
        StateWriter out = new StateWriter();
        int complexLength = saveParts(out);
        return new MachineState(out.toByteArray(), complexLength, memory.share());
    }

    /**
     * Becomes the machine that {@code state} was saved from, which must have had the same description.
     *
     * @throws dev.trapline.emu.snapshot.SnapshotException if it had another
     */
    public void restore(MachineState state) {
        memory.adopt(state.memory());
        StateReader in = new StateReader(state.parts());
        restoreParts(in);
        if (devices != null) {
            in.expect(in.atEnd(), "there is more of it than this machine has parts");
        }
    }

    private void restoreParts(StateReader in) {
        complex.restore(in);
        in.part("bus", deviceBus);
        if (devices != null) {
            in.part("devices", devices);
        }
    }

    /** SHA-256 over pCPUs, complex and memory, as 64 hex digits: equal if and only if the states are. */
    public String stateSha256() {
        StateWriter out = new StateWriter();
        saveComplex(out);
        return StateHash.of(out, memory);
    }

    /** SHA-256 over the devices, as 64 hex digits; of none if they are fed. */
    public String deviceSha256() {
        StateWriter out = new StateWriter();
        if (devices != null) {
            devices.save(out);
        }
        return StateHash.of(out);
    }

    private byte[] unreadByUart(DeviceFeed feed) {
        return devices == null ? feed.unreadKeys() : devices.uart.takeUnread();
    }

    /** Returns how many bytes come before the devices. */
    private int saveParts(StateWriter out) {
        saveComplex(out);
        int complexLength = out.length();
        if (devices != null) {
            out.part("devices", devices);
        }
        return complexLength;
    }

    private void saveComplex(StateWriter out) {
        complex.save(out);
        out.part("bus", deviceBus);
    }

    /** The door for inputs: each is told to the observer as it enters. */
    private final class Inputs implements InputSink {
        @Override
        public void consoleKey(int byteValue) {
            ports.observer().input(Observer.Input.CONSOLE_KEY, 0, new byte[] {(byte) byteValue});
            Semihosting semihosting = complex.semihosting();
            boolean taken = semihosting != null && semihosting.takesKey(byteValue);
            if (devices != null && !taken) {
                devices.uart.receive(byteValue & 0xff);
            }
        }

        @Override
        public void networkFrame(int index, byte[] frame) {
            ports.observer().input(Observer.Input.NETWORK_FRAME, index, frame);
            if (devices != null) {
                devices.networkFrame(index, frame);
            }
        }

        @Override
        public boolean reachesMemory() {
            return devices != null && devices.awaitsFrames();
        }

        @Override
        public void stop() {
            complex.loop.stop();
        }
    }
}
