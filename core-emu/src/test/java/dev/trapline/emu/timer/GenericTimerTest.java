package dev.trapline.emu.timer;

import static dev.trapline.emu.timer.TimerRegisters.HYP;
import static dev.trapline.emu.timer.TimerRegisters.PHYSICAL;
import static dev.trapline.emu.timer.TimerRegisters.VIRTUAL;
import static dev.trapline.emu.timer.TimerRig.ENABLE;
import static dev.trapline.emu.timer.TimerRig.ISTATUS;
import static dev.trapline.emu.timer.TimerRig.MASKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.gic.CpuPins;
import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.time.Deadlines;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters and timers by DDI 0406C B8.1. */
class GenericTimerTest {
    private final TimerRig rig = new TimerRig(2, 1);
    private final GenericTimer timer = rig.timer();

    @ParameterizedTest
    @CsvSource({"0,0", "15,0", "16,1", "31,1", "1000000000,62500000", "9223372036854775807,576460752303423487"})
    void counterTicksEverySixteenNanoseconds(long ns, long ticks) {
        rig.clock.skipTo(ns);

        assertThat(timer.physicalCount()).isEqualTo(ticks);
        assertThat(timer.virtualCount()).isEqualTo(ticks);
    }

    @Test
    void counterSeesTheInstructionThatReadsIt() {
        rig.clock.count = 31;
        assertThat(timer.physicalCount()).isEqualTo(1);
        rig.clock.count = 32;
        assertThat(timer.physicalCount()).isEqualTo(2);
    }

    @Test
    void resetValues() {
        assertThat(timer.frequency()).isEqualTo(62_500_000);
        assertThat(timer.kernelControl()).isZero();
        assertThat(timer.hypControl()).isEqualTo(3);
        assertThat(timer.virtualOffset()).isZero();
        assertThat(timer.control(PHYSICAL)).isZero();
        assertThat(timer.control(VIRTUAL)).isZero();
        assertThat(timer.control(HYP)).isZero();
    }

    @Test
    void frequencyRegisterIsANoteThatChangesNoRate() {
        timer.setFrequency(1000);
        rig.toTick(100);

        assertThat(timer.frequency()).isEqualTo(1000);
        assertThat(timer.physicalCount()).isEqualTo(100);
    }

    @Test
    void reservedBitsReadAsZero() {
        timer.setKernelControl(-1);
        timer.setHypControl(-1);
        timer.setControl(PHYSICAL, -1);

        assertThat(timer.kernelControl()).isEqualTo(0x3ff);
        assertThat(timer.hypControl()).isEqualTo(0xff);
        assertThat(timer.control(PHYSICAL)).isEqualTo(MASKED | ISTATUS);
    }

    @Test
    void eachTimerDrivesItsOwnLineOfItsOwnCpu() {
        rig.timers[0].setControl(PHYSICAL, ENABLE);
        assertThat(rig.high).containsExactly("0:30");
        rig.timers[1].setControl(VIRTUAL, ENABLE);
        rig.timers[1].setControl(HYP, ENABLE);
        assertThat(rig.high).containsExactly("0:30", "1:26", "1:27");
    }

    @Test
    void lineRisesExactlyWhenTheCountReachesCval() {
        timer.setCompareValue(PHYSICAL, 1000);
        timer.setControl(PHYSICAL, ENABLE);
        assertThat(timer.control(PHYSICAL)).isEqualTo(ENABLE);

        rig.to(15_999);
        assertThat(rig.high).isEmpty();
        assertThat(timer.control(PHYSICAL)).isEqualTo(ENABLE);

        rig.to(16_000);
        assertThat(rig.high).containsExactly("0:30");
        assertThat(timer.control(PHYSICAL)).isEqualTo(ENABLE | ISTATUS);
    }

    @Test
    void deadlineStopsTheEngineAtTheFirstInstructionThatSeesTheCount() {
        TimerRig slow = new TimerRig(1, 100);
        slow.clock.stopAt = Long.MAX_VALUE;

        slow.timer().setCompareValue(PHYSICAL, 1000);
        slow.timer().setControl(PHYSICAL, ENABLE);

        assertThat(slow.clock.stopAt).as("16000 ns at 100 ns an instruction").isEqualTo(160);
    }

    @Test
    void deadlineAtTheEndOfTimeStopsNobodyNow() {
        TimerRig slow = new TimerRig(1, 100);
        slow.clock.count = 7;
        slow.clock.stopAt = Long.MAX_VALUE;

        slow.timer().setControl(PHYSICAL, ENABLE);
        slow.clock.stopAt = Long.MAX_VALUE;
        slow.timer().setCompareValue(PHYSICAL, (1L << 59) - 1);

        assertThat(slow.clock.stopAt).isEqualTo(Math.ceilDiv(Long.MAX_VALUE - 15, 100L));
    }

    @Test
    void lineFallsWhenCvalMovesIntoTheFuture() {
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(rig.high).containsExactly("0:27");

        timer.setCompareValue(VIRTUAL, 50);
        assertThat(rig.high).isEmpty();
        assertThat(timer.control(VIRTUAL)).isEqualTo(ENABLE);

        rig.toTick(50);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void maskTakesTheLineDownAndKeepsTheStatus() {
        timer.setControl(VIRTUAL, ENABLE);
        timer.setControl(VIRTUAL, MASKED);

        assertThat(rig.high).isEmpty();
        assertThat(timer.control(VIRTUAL)).isEqualTo(MASKED | ISTATUS);
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void disabledOrMaskedTimerStopsNoOne() {
        timer.setCompareValue(VIRTUAL, 1000);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        timer.setControl(VIRTUAL, MASKED);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(rig.deadlines.next()).isEqualTo(16_000);
        timer.setControl(VIRTUAL, 0);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void maskedTimerShowsTheConditionWhenItComes() {
        timer.setCompareValue(VIRTUAL, 1000);
        timer.setControl(VIRTUAL, MASKED);

        rig.toTick(999);
        assertThat(timer.control(VIRTUAL)).isEqualTo(MASKED);
        rig.toTick(1000);
        assertThat(timer.control(VIRTUAL)).isEqualTo(MASKED | ISTATUS);
    }

    @ParameterizedTest
    @CsvSource({"100,1100", "0,1000", "-1,999", "2147483647,2147484647", "-2147483648,-2147482648"})
    void tvalWrittenIsSignExtendedOntoTheCount(int tval, long cval) {
        rig.toTick(1000);

        timer.setTimerValue(PHYSICAL, tval);

        assertThat(timer.compareValue(PHYSICAL)).isEqualTo(cval);
        assertThat(timer.timerValue(PHYSICAL)).isEqualTo(tval);
    }

    @Test
    void tvalCountsDownThroughZero() {
        timer.setTimerValue(HYP, 2);
        rig.toTick(1);
        assertThat(timer.timerValue(HYP)).isEqualTo(1);
        rig.toTick(5);
        assertThat(timer.timerValue(HYP)).isEqualTo(-3);
        assertThat(timer.compareValue(HYP)).isEqualTo(2);
    }

    @Test
    void negativeTvalIsMetAtOnceUnlessItReachesBelowZero() {
        rig.toTick(1000);
        timer.setControl(PHYSICAL, ENABLE);
        timer.setTimerValue(PHYSICAL, -1000);
        assertThat(rig.high).containsExactly("0:30");

        timer.setTimerValue(PHYSICAL, -1001);
        assertThat(rig.high).as("CVAL is 2^64 - 1, unsigned").isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void cvalBeyondTheEndOfTimeNeverComes() {
        timer.setControl(PHYSICAL, ENABLE);
        for (long cval : new long[] {1L << 59, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            timer.setCompareValue(PHYSICAL, cval);
            assertThat(rig.deadlines.next()).as("CVAL %x", cval).isEqualTo(Deadlines.NEVER);
            assertThat(rig.high).isEmpty();
        }
        timer.setCompareValue(PHYSICAL, (1L << 59) - 1);
        assertThat(rig.deadlines.next()).isEqualTo(Long.MAX_VALUE - 15);
    }

    @Test
    void virtualTimerLagsByItsOffset() {
        rig.toTick(5000);
        timer.setVirtualOffset(4000);
        assertThat(timer.virtualCount()).isEqualTo(1000);
        assertThat(timer.physicalCount()).isEqualTo(5000);

        timer.setTimerValue(VIRTUAL, 10);
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(timer.compareValue(VIRTUAL)).isEqualTo(1010);
        rig.to((5010 << 4) - 1);
        assertThat(rig.high).isEmpty();
        rig.toTick(5010);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void offsetMovesAConditionBothWays() {
        rig.toTick(5000);
        timer.setCompareValue(VIRTUAL, 3000);
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(rig.high).containsExactly("0:27");

        timer.setVirtualOffset(2500);
        assertThat(rig.high).isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(5500 << 4);

        timer.setVirtualOffset(2000);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void offsetDoesNotTouchPhysicalAndHypTimers() {
        rig.toTick(5000);
        timer.setCompareValue(PHYSICAL, 4999);
        timer.setCompareValue(HYP, 5001);
        timer.setControl(PHYSICAL, ENABLE);
        timer.setControl(HYP, ENABLE);

        timer.setVirtualOffset(4000);

        assertThat(rig.high).containsExactly("0:30");
        rig.toTick(5001);
        assertThat(rig.high).containsExactly("0:26", "0:30");
    }

    @Test
    void virtualCountBelowZeroIsVeryLargeAndItsConditionEndsWhenItWraps() {
        rig.toTick(100);
        timer.setVirtualOffset(150);
        timer.setCompareValue(VIRTUAL, 20);
        timer.setControl(VIRTUAL, ENABLE);
        assertThat(timer.virtualCount()).isEqualTo(-50);
        assertThat(rig.high).containsExactly("0:27");

        rig.to((150 << 4) - 1);
        assertThat(rig.high).containsExactly("0:27");
        rig.toTick(150);
        assertThat(rig.high).as("the count wrapped to 0, short of 20").isEmpty();
        rig.toTick(170);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void timersOfOneMomentRunInTheOrderOfTheirMaking() {
        rig.timers[1].setCompareValue(PHYSICAL, 100);
        rig.timers[1].setControl(PHYSICAL, ENABLE);
        rig.timers[0].setCompareValue(VIRTUAL, 100);
        rig.timers[0].setControl(VIRTUAL, ENABLE);

        rig.toTick(100);

        assertThat(rig.high).containsExactly("0:27", "1:30");
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void resetTurnsEverythingOffButTheCountGoesOn() {
        rig.toTick(77);
        timer.setControl(PHYSICAL, ENABLE);
        timer.setVirtualOffset(5);
        timer.setKernelControl(-1);
        timer.setHypControl(0);
        timer.setFrequency(1);
        timer.awaitEvent();

        timer.reset();

        assertThat(rig.high).isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        assertThat(timer.control(PHYSICAL)).isZero();
        assertThat(timer.virtualCount()).isEqualTo(77);
        assertThat(timer.kernelControl()).isZero();
        assertThat(timer.hypControl()).isEqualTo(3);
        assertThat(timer.frequency()).isEqualTo(62_500_000);
    }

    @Test
    void linesReachTheGicAsPpis() {
        boolean[] irq = new boolean[1];
        Gic gic = new Gic(new CpuPins() {
            @Override
            public void irq(boolean high) {
                irq[0] = high;
            }

            @Override
            public void fiq(boolean high) {}

            @Override
            public void virtualIrq(boolean high) {}

            @Override
            public void virtualFiq(boolean high) {}
        });
        TimerRig time = new TimerRig();
        GenericTimer real = new GenericTimer(0, time.clock, new Deadlines(time.clock), gic::setPpi, cpu -> {});
        gic.distributor().write(0, 4, 1, 0);
        gic.distributor().write(0x100, 4, 1 << 30, 0);
        gic.cpuInterface().write(0, 4, 1, 0);
        gic.cpuInterface().write(4, 4, 0xff, 0);

        real.setControl(PHYSICAL, ENABLE);
        assertThat(irq[0]).isTrue();
        assertThat(gic.cpuInterface().read(0x0c, 4, 0)).isEqualTo(GenericTimer.PHYSICAL_INTID);
        gic.cpuInterface().write(0x10, 4, 30, 0);
        assertThat(irq[0]).as("still due").isTrue();
        real.setCompareValue(PHYSICAL, 1000);
        assertThat(irq[0]).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void restoredTimersSaveTheSameBytesAndGoOnTheSame(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        disturb(rig, random, 200);
        byte[] saved = rig.save();

        TimerRig other = new TimerRig(2, 1);
        disturb(other, random.split(), 20);
        other.high.clear();
        other.high.addAll(rig.high); // lines are the GIC's state
        other.restore(saved);
        assertThat(other.save()).isEqualTo(saved);

        rig.events.clear();
        other.events.clear();
        long next = random.nextLong();
        disturb(rig, new SplittableRandom(next), 200);
        disturb(other, new SplittableRandom(next), 200);
        assertThat(other.save()).isEqualTo(rig.save());
        assertThat(other.high).isEqualTo(rig.high);
        assertThat(other.events).isEqualTo(rig.events);
    }

    private static void disturb(TimerRig rig, SplittableRandom random, int steps) {
        for (int i = 0; i < steps; i++) {
            GenericTimer t = rig.timers[random.nextInt(2)];
            switch (random.nextInt(14)) {
                case 0 -> t.setControl(PHYSICAL, random.nextInt(4));
                case 1 -> t.setControl(VIRTUAL, random.nextInt(4));
                case 2 -> t.setControl(HYP, random.nextInt(4));
                case 3 -> t.setTimerValue(PHYSICAL, random.nextInt(-50, 500));
                case 4 -> t.setCompareValue(VIRTUAL, random.nextLong(2000));
                case 5 -> t.setTimerValue(HYP, random.nextInt(-50, 500));
                case 6 -> t.setVirtualOffset(random.nextLong(-100, 3000));
                case 7 -> t.setKernelControl(random.nextInt(64) | 4);
                case 8 -> t.setHypControl(random.nextInt(64));
                case 9 -> t.awaitEvent();
                case 10 -> t.takeEvents();
                case 11 -> t.cancelAwaitEvent();
                default -> rig.to(rig.clock.nowNs() + random.nextInt(3000));
            }
        }
    }

    /** The line and ISTATUS agree with the definition at every tick, whatever was written. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {11, 12, 13, 14})
    void lineIsTheConditionAtEveryTick(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int tick = 0; tick < 3000; tick++) {
            rig.toTick(tick);
            if (random.nextInt(20) == 0) {
                switch (random.nextInt(4)) {
                    case 0 -> timer.setControl(VIRTUAL, random.nextInt(4));
                    case 1 -> timer.setTimerValue(VIRTUAL, random.nextInt(-20, 40));
                    case 2 -> timer.setCompareValue(VIRTUAL, random.nextLong(0, 40));
                    default -> timer.setVirtualOffset(tick + random.nextLong(-60, 60));
                }
            }
            long count = tick - timer.virtualOffset();
            boolean met = Long.compareUnsigned(count, timer.compareValue(VIRTUAL)) >= 0;
            int ctl = timer.control(VIRTUAL);
            assertThat(rig.high.contains("0:27"))
                    .as("seed %d, tick %d, CTL %x", seed, tick, ctl)
                    .isEqualTo((ctl & 3) == 1 && met);
            assertThat((ctl & ISTATUS) != 0).isEqualTo((ctl & 1) == 1 && met);
        }
    }
}
