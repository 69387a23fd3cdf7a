package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.RegisterDescription.Field;
import dev.trapline.emu.debug.RegisterDescription.Type;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.MachineView;
import dev.trapline.fixtures.BaremetalCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A debugger reads and writes registers of a machine that stands still. */
class MachineViewTest {
    /** Each takes the state's hash twice. */
    private static final int LOOKS = Boolean.getBoolean("trapline.long") ? 20 : 5;

    private static final int NOP = 0xe320_f000;
    private static final int T = 1 << 5;

    private final Machine machine = Machines.raw(BootMode.HYP, 2, NOP, NOP, NOP, NOP);
    private final MachineView view = machine.view();
    private final Cpu s = machine.cpu(0);

    private static int number(MachineView of, String name) {
        return of.register(name).orElseThrow().number();
    }

    private long value(String name) {
        return view.value(0, number(view, name));
    }

    private void set(String name, long value) {
        view.setValue(0, number(view, name), value);
    }

    private static String lookAtEverything(MachineView of) {
        StringBuilder all = new StringBuilder();
        byte[] bytes = new byte[8192];
        for (int cpu = 0; cpu < of.cpuCount(); cpu++) {
            for (RegisterDescription register : of.registers()) {
                byte[] value = of.read(cpu, register.number());
                assertThat(value).as(register.name()).hasSize(register.bytes());
            }
            for (long address = 0; address < 1L << 32; address += 1 << 27) {
                of.readMemory(cpu, address, bytes, 0, bytes.length);
                of.readIntermediate(cpu, address, bytes, 0, bytes.length);
                all.append(of.explainAddress(cpu, address));
            }
        }
        return all.append(of.gicReport())
                .append(of.timersReport())
                .append(of.cpusReport())
                .toString();
    }

    static List<BaremetalCase> programs() {
        return BaremetalCase.all().stream()
                .filter(program -> !program.semihosting())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void lookingAtEverythingOnTheWayChangesNothing(BaremetalCase program) {
        Machine plain = Machines.baremetal(program, b -> {}, 5, count -> HostFiles.NONE);
        Pause end = plain.run(50_000_000);
        Machine looked = Machines.baremetal(program, b -> {}, 5, count -> HostFiles.NONE);
        long step = plain.clock().count / LOOKS + 1;
        Pause pause = Pause.COUNT;
        while (pause == Pause.COUNT && looked.clock().count < 50_000_000) {
            pause = looked.run(Math.min(50_000_000, looked.clock().count + step));
            String before = looked.stateSha256();
            assertThat(lookAtEverything(looked.view())).isNotEmpty();
            assertThat(looked.stateSha256()).isEqualTo(before);
        }
        assertThat(pause).isEqualTo(end);
        assertThat(looked.clock().count).isEqualTo(plain.clock().count);
        assertThat(looked.stateSha256()).isEqualTo(plain.stateSha256());
        assertThat(looked.deviceSha256()).isEqualTo(plain.deviceSha256());
    }

    @Test
    void numbersAscendAndNamesAreUnique() {
        List<RegisterDescription> all = view.registers();
        assertThat(all).extracting(RegisterDescription::name).doesNotHaveDuplicates();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).number()).isGreaterThan(all.get(i - 1).number());
        }
        assertThat(number(view, "pc")).isEqualTo(RegisterDescription.PC);
        assertThat(number(view, "cpsr")).isEqualTo(RegisterDescription.CPSR);
        assertThat(number(view, "d31")).isEqualTo(RegisterDescription.D0 + 31);
        assertThat(number(view, "fpscr")).isEqualTo(RegisterDescription.FPSCR);
        assertThat(all).extracting(RegisterDescription::name).allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]*"));
    }

    @Test
    void fieldsLieWithinTheirRegisterAndApart() {
        List<String> types = new ArrayList<>();
        for (RegisterDescription register : view.registers()) {
            if (register.type() instanceof Type.Flags flags) {
                types.add(flags.name());
                long taken = 0;
                for (Field field : flags.fields()) {
                    assertThat(field.low()).as(register.name()).isBetween(0, field.high());
                    assertThat(field.high()).as(register.name()).isLessThan(register.bits());
                    long bits = -1L >>> 63 - field.high() + field.low() << field.low();
                    assertThat(taken & bits)
                            .as(register.name() + "." + field.name())
                            .isZero();
                    taken |= bits;
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(view.register("SCTLR").orElseThrow().type()).isInstanceOf(Type.Flags.class);
    }

    @Test
    void aMachineWithoutHypModeHasNoneOfItsRegistersAndTheOthersByTheSameNumbers() {
        MachineView without = Machines.raw(BootMode.SVC, 1, NOP).view();
        for (String name : List.of("sp_hyp", "elr_hyp", "HCR", "VTTBR", "GICH_LR0", "CNTHP_CTL", "CNTVOFF")) {
            assertThat(without.register(name)).as(name).isEmpty();
            assertThat(view.register(name)).as(name).isPresent();
        }
        for (RegisterDescription register : without.registers()) {
            assertThat(view.register(register.name())).contains(register);
        }
        assertThat(without.registers()).hasSizeLessThan(view.registers().size());
    }

    @Test
    void thoseWhoseReadingHasAnEffectAreNotThere() {
        for (String name : List.of("GICC_IAR", "GICC_AIAR", "GICV_IAR", "GICV_AIAR", "GICC_EOIR")) {
            assertThat(view.register(name)).as(name).isEmpty();
        }
    }

    @Test
    void bankedRegistersAreThoseOfTheirMode() {
        set("cpsr", 0x1d3);
        set("sp", 0x1111);
        set("cpsr", 0x1d2);
        set("sp", 0x2222);
        assertThat(value("sp_svc")).isEqualTo(0x1111);
        assertThat(value("sp_irq")).isEqualTo(0x2222);
        set("sp_svc", 0x3333);
        set("spsr_svc", 0x10);
        set("cpsr", 0x1d3);
        assertThat(value("sp")).isEqualTo(0x3333);
        assertThat(s.spsr).isEqualTo(0x10);
        set("r8_fiq", 8);
        assertThat(value("r8")).isZero();
        set("cpsr", 0x1d1);
        assertThat(value("r8")).isEqualTo(8);
        assertThat(value("r8_usr")).isZero();
    }

    @Test
    void aModeThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> set("cpsr", 0x1c0))
                .isInstanceOf(DebugException.class)
                .hasMessage("cpsr 0x000001c0: there is no mode 0x00 here");
        assertThatThrownBy(() -> set("cpsr", 0x1d6)).isInstanceOf(DebugException.class);
        assertThatThrownBy(() -> set("cpsr", 1 << 24 | 0x1d3)).hasMessageContaining("J is set");
        MachineView without = Machines.raw(BootMode.SVC, 1, NOP).view();
        assertThatThrownBy(() -> without.setValue(0, RegisterDescription.CPSR, 0x1da))
                .isInstanceOf(DebugException.class);
        assertThat(s.mode).isEqualTo(Mode.HYP);
    }

    @Test
    void pcIsAlignedAsTheInstructionSetHasIt() {
        set("pc", 0x4001_0007L);
        assertThat(value("pc")).isEqualTo(0x4001_0004L);
        set("cpsr", value("cpsr") | T);
        assertThat(value("pc"))
                .as("the address was written before the instruction set")
                .isEqualTo(0x4001_0006L);
        set("pc", 0x4001_000bL);
        assertThat(value("pc")).isEqualTo(0x4001_000aL);
        set("cpsr", value("cpsr") & ~T);
        assertThat(value("pc")).isEqualTo(0x4001_0008L);
    }

    @Test
    void anItBlockIsLeftByGoingElsewhereAndIsNotInA32() {
        set("cpsr", 0x1d3 | T | 0x0400_8c00);
        assertThat(s.it).isNotZero();
        set("pc", value("pc"));
        assertThat(s.it).isNotZero();
        set("pc", value("pc") + 2);
        assertThat(s.it).isZero();
        set("cpsr", 0x1d3 | 0x0400_8c00);
        assertThat(s.it).isZero();
        assertThat(value("cpsr")).isEqualTo(0x1d3);
    }

    @Test
    void whatIsWrittenIsWhereTheMachineGoesOn() {
        Machine code = Machines.raw(BootMode.SVC, 1, 0xe3a0_0001, 0xe3a0_1002, 0xe3a0_2003, NOP);
        MachineView of = code.view();
        of.setValue(0, RegisterDescription.PC, code.cpu(0).pc + 8L);
        code.run(code.clock().count + 1);
        assertThat(code.cpu(0).r).startsWith(0, code.boot().r1(), 3);
    }

    @Test
    void aRegisterOfCp15DoesWhatThePcpusOwnWriteDoes() {
        set("VTTBR", 0x0007_0000_4000_0000L);
        set("HCR", 1);
        assertThat(s.cp15.vttbr).isEqualTo(0x0007_0000_4000_0000L);
        assertThat(value("HCR")).isEqualTo(1);
        set("GICD_ISENABLER1", 2);
        assertThat(value("GICD_ISENABLER1")).isEqualTo(2);
        set("CNTV_CTL", 1);
        assertThat(value("CNTV_CTL")).as("ENABLE, and the condition holds").isEqualTo(5);
        assertThatThrownBy(() -> set("CNTVCT", 1)).hasMessage("CNTVCT cannot be written");
        assertThatThrownBy(() -> view.write(0, RegisterDescription.PC, new byte[2]))
                .hasMessage("pc has 4 bytes, not 2");
        assertThatThrownBy(() -> view.value(0, 60)).hasMessage("there is no register 60");
        assertThatThrownBy(() -> view.value(2, 0)).hasMessage("there is no CPU 2");
    }

    @Test
    void reportsShowEachPcpu() {
        set("GICH_LR1", 0x1a00_001bL);
        set("GICD_ISENABLER2", 0x7);
        assertThat(view.gicReport())
                .contains(
                        "enabled 64-66;", "CPU 1  CTLR", "LR1         0x1a00001b  virtual 27, priority 0xa0, pending");
        set("CNTV_CVAL", 1000);
        set("CNTV_CTL", 1);
        assertThat(view.timersReport()).contains("CPU 0 CNTV ", "fires in 1000 ticks", "CPU 1 CNTHP  ");
        assertThat(view.cpusReport()).contains("pCPU 0 runs, next pc", "pCPU 1 is powered off");
    }
}
