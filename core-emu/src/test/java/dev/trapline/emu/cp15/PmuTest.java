package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PmuTest {
    private static final String PMCR = "p15 0 c9 c12 0";
    private static final String CNTENSET = "p15 0 c9 c12 1";
    private static final String CNTENCLR = "p15 0 c9 c12 2";
    private static final String OVSR = "p15 0 c9 c12 3";
    private static final String SWINC = "p15 0 c9 c12 4";
    private static final String SELR = "p15 0 c9 c12 5";
    private static final String CCNTR = "p15 0 c9 c13 0";
    private static final String XEVTYPER = "p15 0 c9 c13 1";
    private static final String XEVCNTR = "p15 0 c9 c13 2";
    private static final String USERENR = "p15 0 c9 c14 0";
    private static final String INTENSET = "p15 0 c9 c14 1";
    private static final String OVSSET = "p15 0 c9 c14 3";
    private static final long CYCLES = 1L << 31;

    private final Cp15Bench b = new Cp15Bench();

    private void startCycles() {
        b.write(PMCR, 1);
        b.write(CNTENSET, CYCLES);
    }

    private void event(int counter, long type) {
        b.write(SELR, counter);
        b.write(XEVTYPER, type);
    }

    @Test
    void theCycleCounterIsTheCount() {
        b.clock.count = 1000;
        startCycles();
        b.clock.count = 1234;
        assertThat(b.read(CCNTR)).isEqualTo(234);
        b.write(CNTENCLR, CYCLES);
        b.clock.count = 5000;
        assertThat(b.read(CCNTR)).as("stopped").isEqualTo(234);
        b.write(PMCR, 5);
        assertThat(b.read(CCNTR)).as("PMCR.C").isZero();
    }

    @Test
    void theDividerCountsEverySixtyFourthCycle() {
        b.write(PMCR, 9);
        b.write(CNTENSET, CYCLES);
        b.clock.count += 100;
        assertThat(b.read(CCNTR)).isEqualTo(1);
        b.clock.count += 28;
        assertThat(b.read(CCNTR)).as("the rest of the first 100 is not lost").isEqualTo(2);
    }

    @Test
    void instructionsAreThePcpusOwn() {
        event(0, 0x08);
        event(1, 0x11);
        b.write(PMCR, 1);
        b.write(CNTENSET, 3);
        b.clock.count += 10;
        b.cpu.endSlice();
        b.clock.count += 50;
        b.cpu.beginSlice();
        b.clock.count += 5;
        b.write(SELR, 0);
        assertThat(b.read(XEVCNTR)).isEqualTo(15);
        b.write(SELR, 1);
        assertThat(b.read(XEVCNTR)).isEqualTo(65);
    }

    @Test
    void softwareIncrementsCountWhereSelected() {
        event(2, 0x00);
        event(3, 0x11);
        b.write(PMCR, 1);
        b.write(CNTENSET, 0xc);
        b.write(SWINC, 0xc);
        b.write(SWINC, 4);
        b.write(SELR, 2);
        assertThat(b.read(XEVCNTR)).isEqualTo(2);
        b.write(SELR, 3);
        assertThat(b.read(XEVCNTR)).isZero();
    }

    @Test
    void anEventThatIsNotCountedIsNamed() {
        event(0, 0x03);
        assertThat(b.lines).containsExactly("CP15: PMU event 0x03 (it counts nothing) not implemented");
    }

    @Test
    void overflowSetsItsFlagAndRaisesTheLineUntilCleared() {
        List<Boolean> line = new ArrayList<>();
        b.c.pmu.connect(line::add);
        startCycles();
        b.write(CCNTR, 0xffff_fff0L);
        b.write(INTENSET, CYCLES);
        assertThat(b.c.pmu.nextOverflow(b.cpu)).isEqualTo(b.clock.count + 16);
        b.clock.count += 15;
        b.c.pmu.update(b.cpu);
        assertThat(line).isEmpty();
        b.clock.count += 1;
        b.c.pmu.update(b.cpu);
        assertThat(line).containsExactly(true);
        assertThat(b.read(OVSR)).isEqualTo(CYCLES);
        assertThat(b.c.pmu.nextOverflow(b.cpu)).isEqualTo(Long.MAX_VALUE);
        b.write(OVSR, CYCLES);
        assertThat(line).containsExactly(true, false);
        b.write(OVSSET, 1);
        assertThat(b.read(OVSR)).isEqualTo(1);
    }

    @Test
    void pmcrESilencesTheLineAndWhatOverflowedBeforeIsToldOnceItIsSet() {
        List<Boolean> line = new ArrayList<>();
        b.c.pmu.connect(line::add);
        startCycles();
        b.write(CCNTR, 0xffff_ffffL);
        b.write(INTENSET, CYCLES);
        b.clock.count += 1;
        b.c.pmu.overflowIfDue(b.cpu);
        b.write(PMCR, 0);
        b.write(PMCR, 1);
        assertThat(line).containsExactly(true, false, true);
        b.write("p15 0 c9 c14 2", CYCLES);
        assertThat(line).containsExactly(true, false, true, false);
    }

    @Test
    void theEngineIsAskedToStopAtAnOverflowThatCameNearer() {
        startCycles();
        b.write(INTENSET, CYCLES);
        b.clock.stopAt = Long.MAX_VALUE;
        b.write(CCNTR, 0xffff_fff0L);
        assertThat(b.clock.stopAt).isEqualTo(b.clock.count + 16);
        b.clock.stopAt = Long.MAX_VALUE;
        b.write(PMCR, 9);
        assertThat(b.clock.stopAt).as("every 64th").isEqualTo(b.clock.count + 16 * 64);
        b.clock.stopAt = Long.MAX_VALUE;
        b.write(CNTENCLR, CYCLES);
        assertThat(b.clock.stopAt).as("it stands").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsSavedDoesNotDependOnWhoLookedBefore() {
        List<byte[]> saved = new ArrayList<>();
        for (Cp15Bench each : List.of(b, new Cp15Bench())) {
            each.write(PMCR, 1);
            each.write(CNTENSET, CYCLES);
            each.clock.count += 10;
            if (saved.size() == 1) {
                each.read(CCNTR);
            }
            each.clock.count += 10;
            StateWriter out = new StateWriter();
            each.cpu.save(out);
            saved.add(out.toByteArray());
        }
        assertThat(saved.get(1)).isEqualTo(saved.get(0));
    }

    @Test
    void filtersLeaveOutModes() {
        // U and P: neither PL0 nor PL1; then only PL0 left out.
        event(0, 0x11 | 1L << 31);
        event(1, 0x11 | 1L << 30);
        event(2, 0x11);
        event(3, 0x11 | 1L << 27);
        b.write(PMCR, 1);
        b.write(CNTENSET, 15);
        b.clock.count += 1;
        b.cpu.setMode(Mode.USR);
        b.clock.count += 10;
        b.cpu.setMode(Mode.SVC);
        b.clock.count += 100;
        b.cpu.setMode(Mode.HYP);
        b.clock.count += 1000;
        long[] seen = new long[4];
        for (int i = 0; i < 4; i++) {
            b.write(SELR, i);
            seen[i] = b.read(XEVCNTR);
        }
        assertThat(seen).containsExactly(10, 101, 111, 1111);
    }

    @Test
    void hypModeKeepsTheCountersFromHpmnUpToItself() {
        b.hyp();
        b.write("p15 4 c1 c1 1", 4 | 1 << 7);
        event(5, 0x11);
        b.write(CNTENSET, 1 << 5);
        b.svc();
        assertThat(b.read(PMCR) >>> 11 & 31).isEqualTo(4);
        assertThat(b.read(CNTENSET)).isZero();
        b.write(CNTENSET, 0xffff_ffffL);
        assertThat(b.read(CNTENSET)).isEqualTo(CYCLES | 15);
        b.write(SELR, 5);
        b.write(XEVCNTR, 77);
        assertThat(b.read(XEVCNTR)).isZero();
        b.clock.count += 9;
        b.hyp();
        assertThat(b.read(XEVCNTR)).as("HPME enables it, whatever PMCR.E says").isEqualTo(9);
    }

    @Test
    void userModeNeedsPmuserenr() {
        b.user();
        b.readIsUndefined(CCNTR);
        assertThat(b.read(USERENR)).isZero();
        b.svc();
        b.write(USERENR, 0xff);
        b.user();
        b.read(CCNTR);
        assertThat(b.read(USERENR)).isEqualTo(1);
        b.readIsUndefined(INTENSET);
        b.writeIsUndefined(USERENR);
    }

    @Test
    void aRestoredCounterCountsOn() {
        startCycles();
        event(0, 0x08);
        b.write(CNTENSET, 1);
        b.clock.count += 500;
        b.read(CCNTR);
        b.clock.count += 20;
        StateWriter out = new StateWriter();
        out.part("cpu", b.cpu);
        out.part("clock", b.clock);
        Cp15Bench other = new Cp15Bench();
        StateReader in = new StateReader(out.toByteArray());
        in.part("cpu", other.cpu);
        in.part("clock", other.clock);
        other.cpu.beginSlice();
        StateWriter again = new StateWriter();
        again.part("cpu", other.cpu);
        again.part("clock", other.clock);
        assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
        for (Cp15Bench x : List.of(b, other)) {
            x.clock.count += 3;
            assertThat(x.read(CCNTR)).isEqualTo(523);
            x.write(SELR, 0);
            assertThat(x.read(XEVCNTR)).isEqualTo(523);
        }
    }
}
