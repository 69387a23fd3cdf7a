package dev.trapline.emu.world;

import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.view.CpuParts;
import dev.trapline.emu.view.MachineView;
import java.util.List;
import java.util.TreeSet;

/**
 * What is kept of a vCPU when it leaves its pCPU: the pCPU's whole state, which is the guest's but for Hyp mode's own
 * registers, and some of its timer's. Keeping is quick, as guests leave often; it is taken apart when somebody looks.
 */
final class ExitRegisters {
    /** Hyp mode's that belong to the guest it runs, or tell of the exit. */
    private static final List<String> OF_HYP =
            List.of("HCR", "HCPTR", "HSTR", "VTTBR", "VTCR", "VPIDR", "VMPIDR", "HSR", "HDFAR", "HIFAR", "HPFAR");

    private static final List<String> OF_TIMER = List.of("CNTKCTL", "CNTV_CTL", "CNTV_CVAL", "CNTVOFF");

    private final MachineView view;
    private final StateWriter writer = new StateWriter();
    /** Numbers of OF_TIMER, in their order. */
    private final int[] timerNumbers;
    /** Numbers of the others that are the guest's. */
    private final TreeSet<Integer> numbers = new TreeSet<>();

    ExitRegisters(MachineView view) {
        this.view = view;
        timerNumbers = OF_TIMER.stream()
                .flatMap(name -> view.register(name).stream())
                .mapToInt(RegisterDescription::number)
                .toArray();
        for (RegisterDescription register : view.registers()) {
            if (isKept(register)) {
                numbers.add(register.number());
            }
        }
    }

    private static boolean isKept(RegisterDescription register) {
        String name = register.name();
        return switch (register.group()) {
            case "general", "float" -> true;
            case "banked" -> !name.endsWith("_hyp");
            case "cp15" -> OF_HYP.contains(name) || !name.startsWith("H") && !name.startsWith("L2");
            default -> false;
        };
    }

    int timerCount() {
        return timerNumbers.length;
    }

    boolean has(int number) {
        return numbers.contains(number) || timerIndex(number) >= 0;
    }

    private int timerIndex(int number) {
        for (int i = 0; i < timerNumbers.length; i++) {
            if (timerNumbers[i] == number) {
                return i;
            }
        }
        return -1;
    }

    /** Of a register that it {@link #has}. */
    long value(GuestVcpu of, int number) {
        int timer = timerIndex(number);
        return timer >= 0 ? of.timer[timer] : view.value(parts(of), number);
    }

    /** Of a vCPU that has just left {@code cpu}. */
    void keep(int cpu, GuestVcpu into) {
        writer.reset();
        view.cpu(cpu).save(writer);
        if (into.state.length != writer.length()) {
            into.state = new byte[writer.length()];
        }
        System.arraycopy(writer.buffer(), 0, into.state, 0, writer.length());
        into.parts = null;
        for (int i = 0; i < timerNumbers.length; i++) {
            into.timer[i] = view.value(cpu, timerNumbers[i]);
        }
    }

    /**
     * A pCPU of no machine as the vCPU left it: still outside Hyp mode, about to go on where Hyp mode would return to.
     *
     * @throws dev.trapline.emu.snapshot.SnapshotException if what is kept is damaged
     */
    CpuParts parts(GuestVcpu of) {
        CpuParts present = of.parts;
        if (present == null) {
            Clock clock = new Clock(1);
            clock.count = of.leftAt;
            Cpu s = new Cpu(0, clock);
            StateReader in = new StateReader(of.state);
            s.restore(in);
            in.expect(in.atEnd(), "there is more of a vCPU than its registers");
            if (s.mode == Mode.HYP) {
                int elr = s.elrHyp;
                in.expect(Mode.isValid(s.spsr & 31), "a vCPU was in no mode");
                s.setCpsr(s.spsr);
                s.pc = elr;
            }
            present = view.apart(s);
            of.parts = present;
        }
        return present;
    }
}
