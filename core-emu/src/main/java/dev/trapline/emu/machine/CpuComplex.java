package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.cp15.SystemRegisters;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.exec.RunLoop;
import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.psci.PowerControl;
import dev.trapline.emu.psci.Psci;
import dev.trapline.emu.semihosting.Semihosting;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FirmwarePort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import dev.trapline.emu.timer.GenericTimer;
import dev.trapline.emu.view.CpuParts;
import dev.trapline.emu.view.MachineView;
import org.jspecify.annotations.Nullable;

/** What is architecture and always runs: pCPUs, MMU, GIC, generic timers, PSCI, and the loop that drives them. */
public final class CpuComplex implements PowerControl, FirmwarePort {
    final Cpu[] cpus;
    final Mmu mmu;
    final Gic gic;
    final GenericTimer[] timers;
    final SystemRegisters[] systemRegisters;
    final RunLoop loop;
    private final Clock clock;
    private final Deadlines deadlines;
    private final PhysicalMemory memory;
    private final Psci psci;
    private final boolean hyp;
    private @Nullable Semihosting semihosting;

    CpuComplex(
            MachineSpec spec,
            MachinePorts ports,
            Clock clock,
            Deadlines deadlines,
            Deadlines deviceDeadlines,
            Bus bus,
            Gic gic,
            Cpu[] cpus,
            InputSink sink) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.cpus = cpus;
        this.gic = gic;
        memory = bus.memory();
        hyp = spec.bootMode() == BootMode.HYP;
        mmu = new Mmu(bus, cpus);
        if (ports.compiler() != null) {
            mmu.compileWith(ports.compiler());
        }
        timers = new GenericTimer[cpus.length];
        systemRegisters = new SystemRegisters[cpus.length];
        psci = new Psci(this);
        Runnable event = this::sendEvent;
        for (int i = 0; i < cpus.length; i++) {
            timers[i] = new GenericTimer(i, clock, deadlines, gic::setPpi, this::timerEvent);
            cpus[i].memory = mmu;
            cpus[i].firmware = this;
            cpus[i].sendEvent = event;
            int cpu = i;
            cpus[i].cp15.pmu.connect(high -> gic.setPpi(cpu, VirtBoard.PPI_PMU, high));
            systemRegisters[i] = new SystemRegisters(
                    cpus[i], mmu, timers[i], new SystemRegisters.Configuration(cpus.length, hyp), ports.diagnostics());
        }
        loop = new RunLoop(
                cpus, timers, clock, deadlines, deviceDeadlines, spec.seed(), ports.inputs(), sink, mmu.looking());
        observe(ports.observer());
    }

    /** Semihosting calls are answered from now on. */
    void seat(Semihosting answers) {
        semihosting = answers;
        for (Cpu s : cpus) {
            s.semihosting = answers;
        }
    }

    /** Absent where semihosting is off. */
    @Nullable
    Semihosting semihosting() {
        return semihosting;
    }

    void observe(Observer observer) {
        for (Cpu s : cpus) {
            s.observer = observer;
        }
        gic.observer = observer;
        psci.observer = observer;
    }

    MachineView view() {
        CpuParts[] parts = new CpuParts[cpus.length];
        for (int i = 0; i < cpus.length; i++) {
            parts[i] = new CpuParts(cpus[i], systemRegisters[i], timers[i]);
        }
        return new MachineView(parts, gic, mmu, memory, hyp);
    }

    /** A pCPU as reset leaves it, about to execute at {@code entry}. */
    void start(int cpu, int entry, boolean thumb, int r0, int r1, int r2) {
        Cpu s = cpus[cpu];
        s.reset(hyp ? Mode.HYP : Mode.SVC);
        systemRegisters[cpu].reset();
        timers[cpu].reset();
        s.r[0] = r0;
        s.r[1] = r1;
        s.r[2] = r2;
        s.setThumb(thumb);
        s.pc = entry;
        s.on = true;
    }

    private void timerEvent(int cpu) {
        cpus[cpu].eventRegister = true;
        clock.requestStop();
    }

    private void sendEvent() {
        for (Cpu s : cpus) {
            s.eventRegister = true;
        }
        clock.requestStop();
    }

    @Override
    public boolean answersSmc() {
        return hyp;
    }

    @Override
    public boolean answersHvc() {
        return !hyp;
    }

    @Override
    public void call(Cpu s) {
        s.r[0] = psci.call(s.index, s.r[0], s.r[1], s.r[2], s.r[3]);
    }

    @Override
    public int cpuCount() {
        return cpus.length;
    }

    @Override
    public boolean isOn(int cpu) {
        return cpus[cpu].on;
    }

    @Override
    public boolean isMemory(long pa) {
        return memory.frameAt(pa) >= 0;
    }

    @Override
    public void turnOn(int cpu, int entry, int context) {
        start(cpu, entry & ~1, (entry & 1) != 0, context, 0, 0);
        cpus[cpu].observer.powered(cpu, true, entry);
    }

    @Override
    public void turnOff(int cpu) {
        cpus[cpu].on = false;
        cpus[cpu].observer.powered(cpu, false, 0);
        clock.requestStop();
    }

    @Override
    public void suspend(int cpu) {
        cpus[cpu].waitForInterrupt();
    }

    @Override
    public void suspendPoweredDown(int cpu, int entry, int context) {
        start(cpu, entry & ~1, (entry & 1) != 0, context, 0, 0);
        cpus[cpu].waitForInterrupt();
    }

    @Override
    public void systemOff() {
        loop.end(Pause.POWER_OFF);
    }

    @Override
    public void systemReset() {
        loop.end(Pause.RESET);
    }

    void save(StateWriter out) {
        out.part("clock", clock);
        out.part("deadlines", deadlines);
        for (int i = 0; i < cpus.length; i++) {
            out.part("cpu" + i, cpus[i]);
            out.part("timer" + i, timers[i]);
        }
        out.part("gic", gic);
        out.part("loop", loop);
        if (semihosting != null) {
            out.part("semihosting", semihosting);
        }
    }

    void restore(StateReader in) {
        in.part("clock", clock);
        in.part("deadlines", deadlines);
        for (int i = 0; i < cpus.length; i++) {
            in.part("cpu" + i, cpus[i]);
            in.part("timer" + i, timers[i]);
        }
        in.part("gic", gic);
        in.part("loop", loop);
        if (semihosting != null) {
            in.part("semihosting", semihosting);
        }
    }
}
