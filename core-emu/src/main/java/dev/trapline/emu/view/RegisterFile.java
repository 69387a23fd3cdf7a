package dev.trapline.emu.view;

import dev.trapline.emu.cp15.NamedRegister;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.RegisterDescription.Type;
import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.gic.GicRegister;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Pmu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a machine's pCPUs, each with number, name, group and the way to its value. Numbers are the same for all
 * machines; one without Hyp mode lacks some registers.
 */
final class RegisterFile {
    private static final String OURS = "dev.trapline.arm.";
    private static final Type INTEGER = new Type.Integer();
    private static final Type CODE = new Type.CodePointer();
    private static final Type DATA = new Type.DataPointer();

    private final List<ViewedRegister> all = new ArrayList<>();
    private final List<RegisterDescription> descriptions;
    private final @Nullable ViewedRegister[] byNumber;
    private final Map<String, RegisterDescription> byName = new TreeMap<>();
    private int next = RegisterDescription.FIRST_SYSTEM;

    RegisterFile(Gic gic, CoreRegisters core, boolean hasHyp) {
        core(core);
        vfp();
        banked();
        cp15();
        pmu();
        gic(gic);
        if (!hasHyp) {
            all.removeIf(ViewedRegister::isHyps);
        }
        descriptions = all.stream().map(ViewedRegister::description).toList();
        byNumber = new ViewedRegister[next];
        for (ViewedRegister register : all) {
            byNumber[register.description().number()] = register;
            byName.put(register.description().name(), register.description());
        }
    }

    List<RegisterDescription> descriptions() {
        return descriptions;
    }

    /** Null if there is none of this number. */
    @Nullable
    ViewedRegister at(int number) {
        return number < 0 || number >= byNumber.length ? null : byNumber[number];
    }

    /** Null if there is none of this name. */
    @Nullable
    RegisterDescription named(String name) {
        return byName.get(name);
    }

    private void add(
            RegisterDescription description,
            boolean isHyps,
            ViewedRegister.Reader reader,
            ViewedRegister.Writer writer) {
        all.add(new ViewedRegister(description, isHyps, reader, writer));
    }

    /** The next of our own sets; of 32 bits. */
    private void own(
            String group,
            String name,
            Type type,
            boolean isHyps,
            ViewedRegister.Reader reader,
            ViewedRegister.Writer writer) {
        own(group, name, 32, type, isHyps, reader, writer);
    }

    private void own(
            String group,
            String name,
            int bits,
            Type type,
            boolean isHyps,
            ViewedRegister.Reader reader,
            ViewedRegister.Writer writer) {
        boolean writable = !ViewedRegister.NEVER.equals(writer);
        add(new RegisterDescription(next++, name, OURS + group, group, bits, type, writable), isHyps, reader, writer);
    }

    private static long word(int value) {
        return value & 0xffff_ffffL;
    }

    private void core(CoreRegisters core) {
        for (int i = 0; i < 15; i++) {
            int n = i;
            String name = n == 13 ? "sp" : n == 14 ? "lr" : "r" + n;
            Type type = n == 13 ? DATA : INTEGER;
            add(core(n, name, type), false, p -> word(p.s().r[n]), (p, v) -> p.s().r[n] = (int) v);
        }
        add(core(RegisterDescription.PC, "pc", CODE), false, p -> word(p.s().pc), core::setPc);
        Type flags = RegisterFields.typeOf("cpsr");
        add(core(RegisterDescription.CPSR, "cpsr", flags), false, p -> word(p.s().cpsr()), core::setCpsr);
    }

    private static RegisterDescription core(int number, String name, Type type) {
        return new RegisterDescription(number, name, RegisterDescription.CORE, "general", 32, type, true);
    }

    private void vfp() {
        for (int i = 0; i < 32; i++) {
            int n = i;
            add(
                    new RegisterDescription(
                            RegisterDescription.D0 + n,
                            "d" + n,
                            RegisterDescription.VFP,
                            "float",
                            64,
                            new Type.Double(),
                            true),
                    false,
                    p -> p.s().d(n),
                    (p, v) -> p.s().d(n, v));
        }
        add(
                new RegisterDescription(
                        RegisterDescription.FPSCR,
                        "fpscr",
                        RegisterDescription.VFP,
                        "float",
                        32,
                        RegisterFields.typeOf("fpscr"),
                        true),
                false,
                p -> word(p.s().fp.fpscr()),
                (p, v) -> p.s().fp.setFpscr((int) v));
        own(
                "float",
                "fpexc",
                RegisterFields.typeOf("fpexc"),
                false,
                p -> word(p.s().fp.fpexc),
                (p, v) -> p.s().fp.fpexc = (int) v & FpRegisters.EN);
        own("float", "fpsid", INTEGER, false, p -> word(FpRegisters.FPSID), ViewedRegister.NEVER);
        own("float", "mvfr0", INTEGER, false, p -> word(FpRegisters.MVFR0), ViewedRegister.NEVER);
        own("float", "mvfr1", INTEGER, false, p -> word(FpRegisters.MVFR1), ViewedRegister.NEVER);
    }

    private void banked() {
        for (int mode : new int[] {Mode.USR, Mode.FIQ}) {
            for (int i = 8; i <= 12; i++) {
                banked("r" + i, i, mode, INTEGER);
            }
        }
        for (int mode : new int[] {Mode.USR, Mode.FIQ, Mode.IRQ, Mode.SVC, Mode.ABT, Mode.UND, Mode.HYP}) {
            banked("sp", 13, mode, DATA);
            if (mode != Mode.HYP) {
                banked("lr", 14, mode, INTEGER);
            }
            if (mode != Mode.USR) {
                String name = "spsr_" + Mode.name(mode);
                own(
                        "banked",
                        name,
                        RegisterFields.typeOf(name),
                        mode == Mode.HYP,
                        p -> word(p.s().bankedSpsr(mode)),
                        (p, v) -> p.s().setBankedSpsr(mode, (int) v));
            }
        }
        own("banked", "elr_hyp", CODE, true, p -> word(p.s().elrHyp), (p, v) -> p.s().elrHyp = (int) v);
    }

    private void banked(String register, int n, int mode, Type type) {
        own(
                "banked",
                register + "_" + Mode.name(mode),
                type,
                mode == Mode.HYP,
                p -> word(p.s().banked(n, mode)),
                (p, v) -> p.s().setBanked(n, mode, (int) v));
    }

    private void cp15() {
        for (NamedRegister row : NamedRegister.all()) {
            int bits = row.bits();
            own(
                    row.isTimers() ? "timer" : "cp15",
                    row.name(),
                    bits,
                    RegisterFields.typeOf(row.name()),
                    row.isHyps(),
                    bits == 64 ? p -> row.read(p.systemRegisters()) : p -> row.read(p.systemRegisters()) & 0xffff_ffffL,
                    row.isWritable() ? (p, v) -> row.write(p.systemRegisters(), v) : ViewedRegister.NEVER);
        }
    }

    /** A reading of a counter, brought up to date, which changes no state: saving does the same. */
    private interface OfPmu {
        int read(Pmu pmu);
    }

    private void pmu() {
        pmu("PMCR", Pmu::control, (p, v) -> p.s().cp15.pmu.writeControl(p.s(), (int) v));
        pmu("PMCNTENSET", Pmu::enabled, (p, v) -> p.s().cp15.pmu.setEnabled(p.s(), (int) v));
        pmu("PMOVSSET", Pmu::overflowed, (p, v) -> p.s().cp15.pmu.setOverflowed(p.s(), (int) v));
        pmu("PMSELR", Pmu::readSelected, (p, v) -> p.s().cp15.pmu.writeSelected((int) v));
        pmu("PMCCNTR", Pmu::cycles, (p, v) -> p.s().cp15.pmu.writeCycles(p.s(), (int) v));
        pmu("PMUSERENR", Pmu::readUserEnable, (p, v) -> p.s().cp15.pmu.writeUserEnable((int) v));
        pmu("PMINTENSET", Pmu::interrupts, (p, v) -> p.s().cp15.pmu.setInterrupts(p.s(), (int) v));
        pmu("PMCEID0", pmu -> Pmu.commonEvents(), ViewedRegister.NEVER);
        for (int i = 0; i < Pmu.COUNTERS; i++) {
            int n = i;
            pmu("PMXEVCNTR" + n, pmu -> pmu.counter(n), ViewedRegister.NEVER);
            pmu("PMXEVTYPER" + n, pmu -> pmu.eventType(n), ViewedRegister.NEVER);
        }
    }

    private void pmu(String name, OfPmu reading, ViewedRegister.Writer writer) {
        own(
                "pmu",
                name,
                RegisterFields.typeOf(name),
                false,
                p -> {
                    Pmu pmu = p.s().cp15.pmu;
                    pmu.settle(p.s());
                    return word(reading.read(pmu));
                },
                writer);
    }

    private void gic(Gic gic) {
        for (GicRegister row : gic.registers()) {
            own(
                    "gic",
                    row.name(),
                    RegisterFields.typeOf(row.name()),
                    row.ofVirtualInterface(),
                    p -> word(row.read(p.s().index)),
                    row.isWritable() ? (p, v) -> row.write(p.s().index, (int) v) : ViewedRegister.NEVER);
        }
    }
}
