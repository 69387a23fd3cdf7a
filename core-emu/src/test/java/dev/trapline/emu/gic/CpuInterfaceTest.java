package dev.trapline.emu.gic;

import static dev.trapline.emu.gic.GicRig.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The physical CPU interface by IHI 0048B chapters 3 and 4.4. */
class CpuInterfaceTest {
    @Test
    void resetValues() {
        GicRig rig = GicRig.atReset(2);

        assertThat(rig.gicc(1, CTLR)).isZero();
        assertThat(rig.gicc(1, PMR)).isZero();
        assertThat(rig.gicc(1, BPR)).isZero();
        assertThat(rig.gicc(1, ABPR)).isEqualTo(1);
        assertThat(rig.gicc(1, IAR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(1, HPPIR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(1, AIAR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(1, AHPPIR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(1, RPR)).isEqualTo(0xff);
        assertThat(rig.gicc(1, 0x0fc)).isEqualTo(0x0002043b);
    }

    @Test
    void ctlrHasNoBypassBitsAndNoEoiModeNs() {
        GicRig rig = GicRig.atReset(1);

        rig.gicc(0, CTLR, -1);

        assertThat(rig.gicc(0, CTLR)).isEqualTo(0x21f);
    }

    @Test
    void allEightBitsOfPriorityAreImplemented() {
        GicRig rig = GicRig.atReset(1);

        rig.gicc(0, PMR, 0x1ff);
        rig.priority(40, 0xff);

        assertThat(rig.gicc(0, PMR)).isEqualTo(0xff);
        assertThat(rig.gicd(0, IPRIORITYR + 40) & 0xff).isEqualTo(0xff);
    }

    @Test
    void binaryPointsBelowTheLeastAreTakenAsTheLeast() {
        GicRig rig = GicRig.atReset(1);

        rig.gicc(0, BPR, 0);
        rig.gicc(0, ABPR, 0);

        assertThat(rig.gicc(0, BPR)).isZero();
        assertThat(rig.gicc(0, ABPR)).isEqualTo(1);
    }

    @Test
    void mostUrgentOfSeveralComesFirstAndOfEqualsTheLowestId() {
        GicRig rig = GicRig.open(1);
        rig.priority(33, 0x50);
        rig.priority(34, 0x40);
        rig.priority(70, 0x40);
        rig.priority(287, 0x3f);
        for (int intid : new int[] {33, 34, 70, 287}) {
            rig.bit(0, ISPENDR, intid);
        }

        assertThat(next(rig)).isEqualTo(287);
        assertThat(next(rig)).isEqualTo(34);
        assertThat(next(rig)).isEqualTo(70);
        assertThat(next(rig)).isEqualTo(33);
        assertThat(next(rig)).isEqualTo(SPURIOUS);
    }

    private static int next(GicRig rig) {
        int id = rig.gicc(0, IAR);
        rig.gicc(0, EOIR, id);
        return id;
    }

    @ParameterizedTest(name = "priority {0} under mask {1}: {2}")
    @CsvSource({"0x7f,0x80,true", "0x80,0x80,false", "0x81,0x80,false", "0xfe,0xff,true", "0xff,0xff,false", "0,0,false"
    })
    void priorityMaskLetsOnlyMoreUrgentThrough(int priority, int mask, boolean signalled) {
        GicRig rig = GicRig.open(1);
        rig.gicc(0, PMR, mask);
        rig.priority(33, priority);

        rig.gic.setSpi(1, true);

        assertThat(rig.pins[0].levels).isEqualTo(signalled ? PinRecorder.IRQ : 0);
        assertThat(rig.gicc(0, HPPIR)).as("the mask does not hide it here").isEqualTo(33);
        assertThat(rig.gicc(0, IAR)).isEqualTo(signalled ? 33 : SPURIOUS);
    }

    @Test
    void priorityMaskRaisedLaterSignalsWhatWaited() {
        GicRig rig = GicRig.open(1);
        rig.gicc(0, PMR, 0x10);
        rig.gic.setSpi(1, true);
        assertThat(rig.pins[0].levels).isZero();

        rig.gicc(0, PMR, 0x90);

        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void runningPriorityIsThatOfTheMostUrgentActive() {
        GicRig rig = GicRig.open(1);
        rig.priority(33, 0x80);
        rig.priority(34, 0x40);
        rig.bit(0, ISPENDR, 33);
        rig.gicc(0, IAR);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0x80);

        rig.bit(0, ISPENDR, 34);
        rig.gicc(0, IAR);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0x40);

        rig.gicc(0, EOIR, 34);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0x80);
        rig.gicc(0, EOIR, 33);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0xff);
    }

    /** 3.3.3: bits 7 to BPR+1 are the group priority; only that decides whether one preempts another. */
    @ParameterizedTest(name = "binary point {0}: {2} preempts {1} is {3}")
    @CsvSource({
        "0,0x80,0x7f,true",
        "0,0x82,0x81,true",
        "0,0x81,0x80,false",
        "0,0x80,0x80,false",
        "1,0x84,0x83,true",
        "1,0x83,0x80,false",
        "3,0x8f,0x80,false",
        "3,0x90,0x8f,true",
        "6,0xfe,0x80,false",
        "6,0x80,0x7f,true",
        "7,0xf0,0x00,false"
    })
    void groupPriorityDecidesPreemption(int point, int running, int pending, boolean preempts) {
        GicRig rig = GicRig.open(1);
        rig.gicc(0, BPR, point);
        rig.priority(33, running);
        rig.priority(34, pending);
        rig.bit(0, ISPENDR, 33);
        assertThat(rig.gicc(0, IAR)).isEqualTo(33);

        rig.bit(0, ISPENDR, 34);

        assertThat(rig.pins[0].levels).isEqualTo(preempts ? PinRecorder.IRQ : 0);
        assertThat(rig.gicc(0, IAR)).isEqualTo(preempts ? 34 : SPURIOUS);
    }

    @Test
    void subpriorityStillDecidesWhoComesFirst() {
        GicRig rig = GicRig.open(1);
        rig.gicc(0, BPR, 7);
        rig.priority(33, 0x90);
        rig.priority(34, 0x20);
        rig.bit(0, ISPENDR, 33);
        rig.bit(0, ISPENDR, 34);

        assertThat(rig.gicc(0, IAR)).isEqualTo(34);
        assertThat(rig.gicc(0, RPR)).as("no bits of group priority").isZero();
    }

    @Test
    void aliasedBinaryPointServesGroup1AndCountsOneHigher() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 33);
        rig.group1(0, 34);
        rig.gicc(0, ABPR, 4);
        rig.priority(33, 0x90);
        rig.priority(34, 0x8f);
        rig.bit(0, ISPENDR, 33);
        rig.gicc(0, IAR);

        rig.bit(0, ISPENDR, 34);
        assertThat(rig.pins[0].levels).as("bits 7 to 4").isEqualTo(PinRecorder.IRQ);

        rig.gicc(0, ABPR, 5);
        assertThat(rig.pins[0].levels).as("bits 7 to 5: 0x80 both").isZero();
        rig.gicc(0, CTLR, 7 | 1 << 4);
        assertThat(rig.pins[0].levels).as("CBPR: bits 7 to 1 by BPR").isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void group0AsFiqWithFiqEnElseIrq() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.gicc(0, CTLR, 7 | 1 << 3);

        rig.gic.setSpi(1, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.FIQ);
        rig.gicc(0, CTLR, 7);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        rig.gic.setSpi(1, false);

        rig.gicc(0, CTLR, 7 | 1 << 3);
        rig.gic.setSpi(8, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void group1WithoutAckCtlIsAcknowledgedByAiarOnly() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.gicc(0, CTLR, 3);
        rig.gic.setSpi(8, true);

        assertThat(rig.gicc(0, IAR)).isEqualTo(1022);
        assertThat(rig.gicc(0, HPPIR)).isEqualTo(1022);
        assertThat(rig.gicc(0, AHPPIR)).isEqualTo(40);
        assertThat(rig.isSet(0, ISACTIVER, 40)).isFalse();
        assertThat(rig.gicc(0, AIAR)).isEqualTo(40);
        assertThat(rig.isSet(0, ISACTIVER, 40)).isTrue();
        rig.gicc(0, AEOIR, 40);
        assertThat(rig.isSet(0, ISACTIVER, 40)).isFalse();
        assertThat(rig.gicc(0, RPR)).isEqualTo(0xff);
    }

    @Test
    void group1NotUrgentEnoughReads1023Not1022() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.gicc(0, CTLR, 3);
        rig.gicc(0, PMR, 0x80);
        rig.gic.setSpi(8, true);

        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);
    }

    @Test
    void aliasedRegistersDoNotServeGroup0() {
        GicRig rig = GicRig.open(1);
        rig.gic.setSpi(1, true);

        assertThat(rig.gicc(0, AIAR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(0, AHPPIR)).isEqualTo(SPURIOUS);
        rig.gicc(0, IAR);
        rig.gicc(0, AEOIR, 33);
        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
        assertThat(rig.gicc(0, RPR)).isEqualTo(0x80);
    }

    @Test
    void groupDisabledInTheInterfaceHidesWhatItsMostUrgentIsFor() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.priority(33, 0x10);
        rig.gicc(0, CTLR, 6);
        rig.gic.setSpi(1, true);
        rig.gic.setSpi(8, true);

        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.gicc(0, HPPIR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);
        rig.gicc(0, CTLR, 7);
        assertThat(rig.gicc(0, IAR)).isEqualTo(33);
    }

    @Test
    void endOfInterruptDropsPriorityAndDeactivates() {
        GicRig rig = GicRig.open(1);
        rig.edge(0, 33);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);

        rig.gicc(0, EOIR, 33);

        assertThat(rig.isSet(0, ISACTIVER, 33)).isFalse();
        assertThat(rig.gicc(0, RPR)).isEqualTo(0xff);
        assertThat(rig.told).containsExactly("line 33 high", "cpu 0 acknowledged 33", "cpu 0 ended 33");
    }

    @Test
    void splitEoiDropsPriorityAndDirDeactivates() {
        GicRig rig = GicRig.open(2);
        rig.gicc(0, CTLR, 0x201);
        rig.gicc(1, CTLR, 0x201);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);

        rig.gicc(0, EOIR, 33);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0xff);
        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
        assertThat(rig.pins[0].levels).as("active: not signalled again").isZero();
        assertThat(rig.told).doesNotContain("cpu 0 ended 33");

        rig.gicc(1, DIR, 33);
        assertThat(rig.isSet(0, ISACTIVER, 33))
                .as("any CPU may deactivate an SPI")
                .isFalse();
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.told).contains("cpu 1 ended 33");
    }

    @Test
    void dirWithoutSplitEoiDoesNothing() {
        GicRig rig = GicRig.open(1);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);

        rig.gicc(0, DIR, 33);

        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
    }

    @Test
    void endOfAnInterruptThatIsNotActiveIsNotTold() {
        GicRig rig = GicRig.open(1);
        rig.gicc(0, CTLR, 0x207);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);
        rig.gicc(0, EOIR, 33);
        rig.gicc(0, DIR, 33);

        rig.gicc(0, DIR, 33);
        rig.gicc(0, DIR, 40);

        assertThat(rig.told).containsOnlyOnce("cpu 0 ended 33").doesNotContain("cpu 0 ended 40");
    }

    @Test
    void spuriousIdsAndAbsentInterruptsCannotBeEnded() {
        GicRig rig = GicRig.open(1);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);
        byte[] before = rig.save();

        for (int id : new int[] {288, 1019, 1020, 1022, 1023}) {
            rig.gicc(0, EOIR, id);
        }

        assertThat(rig.save()).isEqualTo(before);
    }

    @Test
    void endOfInterruptWithNothingActiveDoesNothing() {
        GicRig rig = GicRig.open(1);
        rig.bit(0, ISACTIVER, 33);

        rig.gicc(0, EOIR, 33);

        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
        assertThat(rig.told).isEmpty();
    }

    @Test
    void activePrioritiesTellTheGroupPrioritiesInServiceByGroup() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.priority(33, 0x42);
        rig.priority(40, 0xc1);
        rig.bit(0, ISPENDR, 40);
        rig.gicc(0, IAR);
        rig.bit(0, ISPENDR, 33);
        rig.gicc(0, IAR);

        assertThat(rig.gicc(0, APR + 4)).as("0x42 is level 33").isEqualTo(1 << 1);
        assertThat(rig.gicc(0, 0xe0 + 12)).as("0xc0 is level 96").isEqualTo(1);

        rig.gicc(0, APR + 4, 0);
        assertThat(rig.gicc(0, RPR)).isEqualTo(0xc0);
    }

    @Test
    void activePrioritiesWrittenHoldBackWhatIsLessUrgent() {
        GicRig rig = GicRig.open(1);
        rig.gic.setSpi(1, true);

        rig.gicc(0, APR, 1);
        assertThat(rig.gicc(0, RPR)).isZero();
        assertThat(rig.pins[0].levels).isZero();

        rig.gicc(0, APR, 0);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void interfacesAreIndependent() {
        GicRig rig = GicRig.open(2);
        rig.gicc(1, PMR, 0x10);
        rig.target(33, 3);

        rig.gic.setSpi(1, true);

        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[1].levels).isZero();
    }

    @Test
    void readingIarOfNothingIsSpuriousAndChangesNothing() {
        GicRig rig = GicRig.open(1);
        byte[] before = rig.save();

        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);

        assertThat(rig.save()).isEqualTo(before);
        assertThat(rig.told).isEmpty();
    }
}
