package dev.trapline.emu.timer;

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

        assertThat(timer.readCntpct()).isEqualTo(ticks);
        assertThat(timer.readCntvct()).isEqualTo(ticks);
    }

    @Test
    void counterSeesTheInstructionThatReadsIt() {
        rig.clock.count = 31;
        assertThat(timer.readCntpct()).isEqualTo(1);
        rig.clock.count = 32;
        assertThat(timer.readCntpct()).isEqualTo(2);
    }

    @Test
    void resetValues() {
        assertThat(timer.readCntfrq()).isEqualTo(62_500_000);
        assertThat(timer.readCntkctl()).isZero();
        assertThat(timer.readCnthctl()).isEqualTo(3);
        assertThat(timer.readCntvoff()).isZero();
        assertThat(timer.readCntpCtl()).isZero();
        assertThat(timer.readCntvCtl()).isZero();
        assertThat(timer.readCnthpCtl()).isZero();
    }

    @Test
    void frequencyRegisterIsANoteThatChangesNoRate() {
        timer.setCntfrq(1000);
        rig.toTick(100);

        assertThat(timer.readCntfrq()).isEqualTo(1000);
        assertThat(timer.readCntpct()).isEqualTo(100);
    }

    @Test
    void reservedBitsReadAsZero() {
        timer.setCntkctl(-1);
        timer.setCnthctl(-1);
        timer.setCntpCtl(-1);

        assertThat(timer.readCntkctl()).isEqualTo(0x3ff);
        assertThat(timer.readCnthctl()).isEqualTo(0xff);
        assertThat(timer.readCntpCtl()).isEqualTo(MASKED | ISTATUS);
    }

    @Test
    void eachTimerDrivesItsOwnLineOfItsOwnCpu() {
        rig.timers[0].setCntpCtl(ENABLE);
        assertThat(rig.high).containsExactly("0:30");
        rig.timers[1].setCntvCtl(ENABLE);
        rig.timers[1].setCnthpCtl(ENABLE);
        assertThat(rig.high).containsExactly("0:30", "1:26", "1:27");
    }

    @Test
    void lineRisesExactlyWhenTheCountReachesCval() {
        timer.setCntpCval(1000);
        timer.setCntpCtl(ENABLE);
        assertThat(timer.readCntpCtl()).isEqualTo(ENABLE);

        rig.to(15_999);
        assertThat(rig.high).isEmpty();
        assertThat(timer.readCntpCtl()).isEqualTo(ENABLE);

        rig.to(16_000);
        assertThat(rig.high).containsExactly("0:30");
        assertThat(timer.readCntpCtl()).isEqualTo(ENABLE | ISTATUS);
    }

    @Test
    void deadlineStopsTheEngineAtTheFirstInstructionThatSeesTheCount() {
        TimerRig slow = new TimerRig(1, 100);
        slow.clock.stopAt = Long.MAX_VALUE;

        slow.timer().setCntpCval(1000);
        slow.timer().setCntpCtl(ENABLE);

        assertThat(slow.clock.stopAt).as("16000 ns at 100 ns an instruction").isEqualTo(160);
    }

    @Test
    void lineFallsWhenCvalMovesIntoTheFuture() {
        timer.setCntvCtl(ENABLE);
        assertThat(rig.high).containsExactly("0:27");

        timer.setCntvCval(50);
        assertThat(rig.high).isEmpty();
        assertThat(timer.readCntvCtl()).isEqualTo(ENABLE);

        rig.toTick(50);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void maskTakesTheLineDownAndKeepsTheStatus() {
        timer.setCntvCtl(ENABLE);
        timer.setCntvCtl(MASKED);

        assertThat(rig.high).isEmpty();
        assertThat(timer.readCntvCtl()).isEqualTo(MASKED | ISTATUS);
        timer.setCntvCtl(ENABLE);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void disabledOrMaskedTimerStopsNoOne() {
        timer.setCntvCval(1000);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        timer.setCntvCtl(MASKED);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        timer.setCntvCtl(ENABLE);
        assertThat(rig.deadlines.next()).isEqualTo(16_000);
        timer.setCntvCtl(0);
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void maskedTimerShowsTheConditionWhenItComes() {
        timer.setCntvCval(1000);
        timer.setCntvCtl(MASKED);

        rig.toTick(999);
        assertThat(timer.readCntvCtl()).isEqualTo(MASKED);
        rig.toTick(1000);
        assertThat(timer.readCntvCtl()).isEqualTo(MASKED | ISTATUS);
    }

    @ParameterizedTest
    @CsvSource({"100,1100", "0,1000", "-1,999", "2147483647,2147484647", "-2147483648,-2147482648"})
    void tvalWrittenIsSignExtendedOntoTheCount(int tval, long cval) {
        rig.toTick(1000);

        timer.setCntpTval(tval);

        assertThat(timer.readCntpCval()).isEqualTo(cval);
        assertThat(timer.readCntpTval()).isEqualTo(tval);
    }

    @Test
    void tvalCountsDownThroughZero() {
        timer.setCnthpTval(2);
        rig.toTick(1);
        assertThat(timer.readCnthpTval()).isEqualTo(1);
        rig.toTick(5);
        assertThat(timer.readCnthpTval()).isEqualTo(-3);
        assertThat(timer.readCnthpCval()).isEqualTo(2);
    }

    @Test
    void negativeTvalIsMetAtOnceUnlessItReachesBelowZero() {
        rig.toTick(1000);
        timer.setCntpCtl(ENABLE);
        timer.setCntpTval(-1000);
        assertThat(rig.high).containsExactly("0:30");

        timer.setCntpTval(-1001);
        assertThat(rig.high).as("CVAL is 2^64 - 1, unsigned").isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void cvalBeyondTheEndOfTimeNeverComes() {
        timer.setCntpCtl(ENABLE);
        for (long cval : new long[] {1L << 59, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            timer.setCntpCval(cval);
            assertThat(rig.deadlines.next()).as("CVAL %x", cval).isEqualTo(Deadlines.NEVER);
            assertThat(rig.high).isEmpty();
        }
        timer.setCntpCval((1L << 59) - 1);
        assertThat(rig.deadlines.next()).isEqualTo(Long.MAX_VALUE - 15);
    }

    @Test
    void virtualTimerLagsByItsOffset() {
        rig.toTick(5000);
        timer.setCntvoff(4000);
        assertThat(timer.readCntvct()).isEqualTo(1000);
        assertThat(timer.readCntpct()).isEqualTo(5000);

        timer.setCntvTval(10);
        timer.setCntvCtl(ENABLE);
        assertThat(timer.readCntvCval()).isEqualTo(1010);
        rig.to((5010 << 4) - 1);
        assertThat(rig.high).isEmpty();
        rig.toTick(5010);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void offsetMovesAConditionBothWays() {
        rig.toTick(5000);
        timer.setCntvCval(3000);
        timer.setCntvCtl(ENABLE);
        assertThat(rig.high).containsExactly("0:27");

        timer.setCntvoff(2500);
        assertThat(rig.high).isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(5500 << 4);

        timer.setCntvoff(2000);
        assertThat(rig.high).containsExactly("0:27");
    }

    @Test
    void offsetDoesNotTouchPhysicalAndHypTimers() {
        rig.toTick(5000);
        timer.setCntpCval(4999);
        timer.setCnthpCval(5001);
        timer.setCntpCtl(ENABLE);
        timer.setCnthpCtl(ENABLE);

        timer.setCntvoff(4000);

        assertThat(rig.high).containsExactly("0:30");
        rig.toTick(5001);
        assertThat(rig.high).containsExactly("0:26", "0:30");
    }

    @Test
    void virtualCountBelowZeroIsVeryLargeAndItsConditionEndsWhenItWraps() {
        rig.toTick(100);
        timer.setCntvoff(150);
        timer.setCntvCval(20);
        timer.setCntvCtl(ENABLE);
        assertThat(timer.readCntvct()).isEqualTo(-50);
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
        rig.timers[1].setCntpCval(100);
        rig.timers[1].setCntpCtl(ENABLE);
        rig.timers[0].setCntvCval(100);
        rig.timers[0].setCntvCtl(ENABLE);

        rig.toTick(100);

        assertThat(rig.high).containsExactly("0:27", "1:30");
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void resetTurnsEverythingOffButTheCountGoesOn() {
        rig.toTick(77);
        timer.setCntpCtl(ENABLE);
        timer.setCntvoff(5);
        timer.setCntkctl(-1);
        timer.setCnthctl(0);
        timer.setCntfrq(1);
        timer.awaitEvent();

        timer.reset();

        assertThat(rig.high).isEmpty();
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        assertThat(timer.readCntpCtl()).isZero();
        assertThat(timer.readCntvct()).isEqualTo(77);
        assertThat(timer.readCntkctl()).isZero();
        assertThat(timer.readCnthctl()).isEqualTo(3);
        assertThat(timer.readCntfrq()).isEqualTo(62_500_000);
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

        real.setCntpCtl(ENABLE);
        assertThat(irq[0]).isTrue();
        assertThat(gic.cpuInterface().read(0x0c, 4, 0)).isEqualTo(GenericTimer.PHYSICAL_INTID);
        gic.cpuInterface().write(0x10, 4, 30, 0);
        assertThat(irq[0]).as("still due").isTrue();
        real.setCntpCval(1000);
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
                case 0 -> t.setCntpCtl(random.nextInt(4));
                case 1 -> t.setCntvCtl(random.nextInt(4));
                case 2 -> t.setCnthpCtl(random.nextInt(4));
                case 3 -> t.setCntpTval(random.nextInt(-50, 500));
                case 4 -> t.setCntvCval(random.nextLong(2000));
                case 5 -> t.setCnthpTval(random.nextInt(-50, 500));
                case 6 -> t.setCntvoff(random.nextLong(-100, 3000));
                case 7 -> t.setCntkctl(random.nextInt(64) | 4);
                case 8 -> t.setCnthctl(random.nextInt(64));
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
                    case 0 -> timer.setCntvCtl(random.nextInt(4));
                    case 1 -> timer.setCntvTval(random.nextInt(-20, 40));
                    case 2 -> timer.setCntvCval(random.nextLong(0, 40));
                    default -> timer.setCntvoff(tick + random.nextLong(-60, 60));
                }
            }
            long count = tick - timer.readCntvoff();
            boolean met = Long.compareUnsigned(count, timer.readCntvCval()) >= 0;
            int ctl = timer.readCntvCtl();
            assertThat(rig.high.contains("0:27"))
                    .as("seed %d, tick %d, CTL %x", seed, tick, ctl)
                    .isEqualTo((ctl & 3) == 1 && met);
            assertThat((ctl & ISTATUS) != 0).isEqualTo((ctl & 1) == 1 && met);
        }
    }
}
