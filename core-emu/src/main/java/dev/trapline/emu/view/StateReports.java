package dev.trapline.emu.view;

import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.timer.TimerRegisters;
import java.util.ArrayList;
import java.util.List;

/** What pCPUs, their timers and the GIC are at, in aligned lines for people. */
final class StateReports {
    private static final int WORDS = 9;
    private static final int LIST_REGISTERS = 4;

    private final MachineView view;
    private final boolean hasHyp;

    StateReports(MachineView view, boolean hasHyp) {
        this.view = view;
        this.hasHyp = hasHyp;
    }

    private int named(int cpu, String name) {
        return (int) view.value(cpu, view.register(name).orElseThrow().number());
    }

    String cpus() {
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < view.cpuCount(); cpu++) {
            Cpu s = view.cpu(cpu);
            text.append(Whereabouts.of(s).line());
            if (s.on && s.mode != Mode.HYP && (s.cp15.hcr & Hcr.VM) != 0) {
                text.append(String.format(", VMID %d, vCPU %d", s.cp15.vttbr >>> 48 & 0xff, s.cp15.vmpidr & 0xff));
            }
            text.append(String.format(", %d instructions\n", s.instructions()));
        }
        return text.toString();
    }

    String timers() {
        long nowNs = view.cpu(0).clock.nowNs();
        StringBuilder text = new StringBuilder(String.format(
                "count %d, at %d.%09d s\n",
                view.parts(0).timer().physicalCount(), nowNs / 1_000_000_000, nowNs % 1_000_000_000));
        for (int cpu = 0; cpu < view.cpuCount(); cpu++) {
            TimerRegisters timer = view.parts(cpu).timer();
            timer(text, cpu, "CNTP", timer, TimerRegisters.PHYSICAL, timer.physicalCount());
            timer(text, cpu, "CNTV", timer, TimerRegisters.VIRTUAL, timer.virtualCount());
            if (hasHyp) {
                timer(text, cpu, "CNTHP", timer, TimerRegisters.HYP, timer.physicalCount());
                text.append(String.format("CPU %d CNTVOFF %d\n", cpu, timer.virtualOffset()));
            }
        }
        return text.toString();
    }

    private static void timer(StringBuilder text, int cpu, String name, TimerRegisters t, int which, long count) {
        int control = t.control(which);
        long left = t.compareValue(which) - count;
        String state = (control & 1) == 0
                ? "off"
                : ((control & 4) != 0 ? "fired " + -left + " ticks ago" : "fires in " + left + " ticks")
                        + ((control & 2) != 0 ? ", masked" : "");
        text.append(String.format("CPU %d %-5s  CVAL 0x%016x  %s\n", cpu, name, t.compareValue(which), state));
    }

    String gic() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("distributor  CTLR 0x%x\n", named(0, "GICD_CTLR")));
        interrupts(text, "  SPIs", 0, 1, WORDS);
        for (int cpu = 0; cpu < view.cpuCount(); cpu++) {
            text.append(String.format(
                    "CPU %d  CTLR 0x%x  PMR 0x%02x  BPR %d  running priority 0x%02x  pending %s\n",
                    cpu,
                    named(cpu, "GICC_CTLR"),
                    named(cpu, "GICC_PMR"),
                    named(cpu, "GICC_BPR"),
                    named(cpu, "GICC_RPR"),
                    interrupt(named(cpu, "GICC_HPPIR") & 0x3ff)));
            interrupts(text, "  SGIs, PPIs", cpu, 0, 1);
            if (hasHyp) {
                virtual(text, cpu);
            }
        }
        return text.toString();
    }

    private static String interrupt(int intid) {
        return intid >= 1020 ? "none" : Integer.toString(intid);
    }

    private void interrupts(StringBuilder text, String which, int cpu, int firstWord, int endWord) {
        text.append(String.format(
                "%-12s  enabled %s; pending %s; active %s\n",
                which,
                ids(cpu, "GICD_ISENABLER", firstWord, endWord),
                ids(cpu, "GICD_ISPENDR", firstWord, endWord),
                ids(cpu, "GICD_ISACTIVER", firstWord, endWord)));
    }

    private String ids(int cpu, String register, int firstWord, int endWord) {
        List<String> ids = new ArrayList<>();
        for (int word = firstWord; word < endWord; word++) {
            int bits = named(cpu, register + word);
            for (int bit = 0; bit < 32; bit++) {
                if ((bits >>> bit & 1) != 0) {
                    int first = bit;
                    while (bit < 31 && (bits >>> bit + 1 & 1) != 0) {
                        bit++;
                    }
                    int id = 32 * word + first;
                    ids.add(first == bit ? Integer.toString(id) : id + "-" + (32 * word + bit));
                }
            }
        }
        return ids.isEmpty() ? "none" : String.join(" ", ids);
    }

    private void virtual(StringBuilder text, int cpu) {
        text.append(String.format(
                "  virtual     HCR 0x%08x  VMCR 0x%08x  MISR 0x%02x  running priority 0x%02x  pending %s\n",
                named(cpu, "GICH_HCR"),
                named(cpu, "GICH_VMCR"),
                named(cpu, "GICH_MISR"),
                named(cpu, "GICV_RPR"),
                interrupt(named(cpu, "GICV_HPPIR") & 0x3ff)));
        for (int n = 0; n < LIST_REGISTERS; n++) {
            int list = named(cpu, "GICH_LR" + n);
            String state = switch (list >>> 28 & 3) {
                case 0 -> "invalid";
                case 1 -> "pending";
                case 2 -> "active";
                default -> "pending and active";
            };
            text.append(String.format(
                    "  LR%d         0x%08x  virtual %d, priority 0x%02x, %s%s\n",
                    n,
                    list,
                    list & 0x3ff,
                    list >>> 20 & 0xf8,
                    state,
                    list < 0 ? ", hardware " + (list >>> 10 & 0x3ff) : ""));
        }
    }
}
