package dev.trapline.emu.gic;

import static dev.trapline.emu.gic.GicRig.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distributor by IHI 0048B chapters 3 and 4.3. */
class DistributorTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void typerTells288InterruptsTheCpusAndNoSecurityExtensions(int cpus) {
        GicRig rig = GicRig.atReset(cpus);

        assertThat(rig.gicd(0, 0x004)).isEqualTo(8 | cpus - 1 << 5);
    }

    @Test
    void identifiesItselfAsQemusGic() {
        GicRig rig = GicRig.atReset(1);

        assertThat(rig.gicd(0, 0x008)).isEqualTo(0x43b);
        assertThat(rig.gicd(0, 0xfe8)).as("PIDR2: architecture 2").isEqualTo(0x2b);
        assertThat(rig.gicd(0, 0xff0)).isEqualTo(0x0d);
        assertThat(rig.gicd(0, 0xffc)).isEqualTo(0xb1);
    }

    @Test
    void nineCpusAreTooMany() {
        assertThatThrownBy(() -> GicRig.atReset(9)).hasMessageContaining("1 to 8");
        assertThatThrownBy(() -> GicRig.atReset(0)).hasMessageContaining("1 to 8");
    }

    @Test
    void resetEnablesSgisOnly() {
        GicRig rig = GicRig.atReset(2);

        assertThat(rig.gicd(1, ISENABLER)).isEqualTo(0xffff);
        assertThat(rig.gicd(1, ISENABLER + 4)).isZero();
        assertThat(rig.gicd(1, CTLR)).isZero();
    }

    @Test
    void sgisCannotBeDisabledNorPendedByTheWordRegisters() {
        GicRig rig = GicRig.open(1);

        rig.gicd(0, ICENABLER, -1);
        rig.gicd(0, ISPENDR, 0xffff);

        assertThat(rig.gicd(0, ISENABLER)).isEqualTo(0xffff);
        assertThat(rig.gicd(0, ISPENDR)).isZero();
    }

    @Test
    void registersOfAbsentInterruptsReadAsZeroAndIgnoreWrites() {
        GicRig rig = GicRig.open(1);

        for (int offset : new int[] {0xa4, 0x124, 0x224, 0x324, 0x520, 0x920, 0xc48, 0xe00, 0x00c, 0xf30}) {
            rig.gicd(0, offset, -1);
            assertThat(rig.gicd(0, offset)).as("offset 0x%x", offset).isZero();
        }
    }

    @Test
    void levelSensitiveInterruptIsPendingWhileItsLineIsHigh() {
        GicRig rig = GicRig.open(1);

        rig.gic.setSpi(1, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.isSet(0, ISPENDR, 33)).isTrue();

        rig.bit(0, ICPENDR, 33);
        assertThat(rig.isSet(0, ISPENDR, 33)).as("the line still asks").isTrue();

        rig.gic.setSpi(1, false);
        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.isSet(0, ISPENDR, 33)).isFalse();
    }

    @Test
    void levelSensitiveInterruptPendedBySoftwareStaysSoUntilCleared() {
        GicRig rig = GicRig.open(1);

        rig.gic.setSpi(1, true);
        rig.bit(0, ISPENDR, 33);
        rig.gic.setSpi(1, false);

        assertThat(rig.isSet(0, ISPENDR, 33)).isTrue();
        rig.bit(0, ICPENDR, 33);
        assertThat(rig.isSet(0, ISPENDR, 33)).isFalse();
    }

    @Test
    void acknowledgedLevelIsActiveAndPendingWhileTheLineStaysHigh() {
        GicRig rig = GicRig.open(1);
        rig.gic.setSpi(1, true);

        assertThat(rig.gicc(0, IAR)).isEqualTo(33);

        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
        assertThat(rig.isSet(0, ISPENDR, 33)).isTrue();
        assertThat(rig.pins[0].levels).as("not signalled while active").isZero();
        rig.gicc(0, EOIR, 33);
        assertThat(rig.pins[0].levels).as("signalled again").isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void edgeIsRememberedAfterTheLineFell() {
        GicRig rig = GicRig.open(1);
        rig.edge(0, 40);

        rig.gic.setSpi(8, true);
        rig.gic.setSpi(8, false);

        assertThat(rig.gicc(0, IAR)).isEqualTo(40);
        assertThat(rig.isSet(0, ISPENDR, 40)).isFalse();
    }

    @Test
    void edgeDuringServiceMakesItPendOnceMore() {
        GicRig rig = GicRig.open(1);
        rig.edge(0, 40);
        rig.gic.setSpi(8, true);
        rig.gicc(0, IAR);

        rig.gic.setSpi(8, false);
        rig.gic.setSpi(8, true);
        rig.gic.setSpi(8, false);
        rig.gic.setSpi(8, true);

        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);
        rig.gicc(0, EOIR, 40);
        assertThat(rig.gicc(0, IAR)).isEqualTo(40);
        rig.gicc(0, EOIR, 40);
        assertThat(rig.gicc(0, IAR)).as("a line that stays high is no edge").isEqualTo(SPURIOUS);
    }

    @Test
    void settingALineToWhatItIsDoesNothing() {
        GicRig rig = GicRig.open(1);
        rig.edge(0, 40);
        rig.gic.setSpi(8, true);
        rig.gicc(0, IAR);
        rig.gicc(0, EOIR, 40);
        int calls = rig.pins[0].calls;

        rig.gic.setSpi(8, true);

        assertThat(rig.pins[0].calls).isEqualTo(calls);
        assertThat(rig.told).containsOnlyOnce("line 40 high");
    }

    @Test
    void edgeWhileDisabledIsKeptUntilEnabled() {
        GicRig rig = GicRig.open(1);
        rig.edge(0, 40);
        rig.bit(0, ICENABLER, 40);

        rig.gic.setSpi(8, true);
        rig.gic.setSpi(8, false);
        assertThat(rig.pins[0].levels).isZero();

        rig.bit(0, ISENABLER, 40);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void sgisAreAlwaysEdgeTriggered() {
        GicRig rig = GicRig.open(1);

        rig.gicd(0, ICFGR, 0);

        assertThat(rig.gicd(0, ICFGR)).isEqualTo(0xaaaa_aaaa);
    }

    @Test
    void icfgrKeepsTheUpperBitOfEachPair() {
        GicRig rig = GicRig.open(1);

        rig.gicd(0, ICFGR + 4 * 5, 0x0000_000f);
        rig.gicd(0, ICFGR + 4 * 4, 0xc000_0000);

        assertThat(rig.gicd(0, ICFGR + 4 * 5)).isEqualTo(0x0000_000a);
        assertThat(rig.gicd(0, ICFGR + 4 * 4)).isEqualTo(0x8000_0000);
    }

    @Test
    void privateInterruptsAreBanked() {
        GicRig rig = GicRig.open(2);
        rig.gicd(1, ICENABLER, 1 << 27);
        rig.gic.distributor().write(IPRIORITYR + 27, 1, 0x30, 1);

        rig.gic.setPpi(0, 27, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[1].levels).isZero();
        assertThat(rig.isSet(0, ISPENDR, 27)).isTrue();
        assertThat(rig.isSet(1, ISPENDR, 27)).isFalse();
        assertThat(rig.isSet(0, ISENABLER, 27)).isTrue();
        assertThat(rig.gicd(0, IPRIORITYR + 24)).isZero();
        assertThat(rig.gicd(1, IPRIORITYR + 24)).isEqualTo(0x30_00_00_00);
    }

    @Test
    void targetsOfPrivateInterruptsReadAsTheCpuThatAsks() {
        GicRig rig = GicRig.open(4);
        rig.gicd(2, ITARGETSR + 16, 0);

        assertThat(rig.gicd(2, ITARGETSR)).isEqualTo(0x04040404);
        assertThat(rig.gicd(2, ITARGETSR + 28)).isEqualTo(0x04040404);
    }

    @Test
    void targetsReadAsZeroWithASingleCpuAndAllInterruptsGoToIt() {
        GicRig rig = GicRig.open(1);
        rig.gicd(0, ITARGETSR + 32, 0);

        assertThat(rig.gicd(0, ITARGETSR)).isZero();
        assertThat(rig.gicd(0, ITARGETSR + 32)).isZero();
        rig.gic.setSpi(0, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void targetBitsOfAbsentCpusReadAsZero() {
        GicRig rig = GicRig.open(3);

        rig.gicd(0, ITARGETSR + 32, 0xff_02_f1_08);

        assertThat(rig.gicd(0, ITARGETSR + 32)).isEqualTo(0x07_02_01_00);
    }

    @Test
    void pendingInterruptMovesWithItsTargets() {
        GicRig rig = GicRig.open(2);
        rig.gic.setSpi(3, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);

        rig.target(35, 2);

        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.pins[1].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void onlyOneOfSeveralTargetsGetsTheInterrupt() {
        GicRig rig = GicRig.open(2);
        rig.edge(0, 35);
        rig.target(35, 3);
        rig.gic.setSpi(3, true);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[1].levels).isEqualTo(PinRecorder.IRQ);

        assertThat(rig.gicc(1, IAR)).isEqualTo(35);

        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);
    }

    @Test
    void changeReachesOnlyTheCpusItConcerns() {
        GicRig rig = GicRig.open(4);
        rig.target(35, 4);
        int[] calls = {rig.pins[0].calls, rig.pins[1].calls, rig.pins[3].calls};

        rig.gic.setSpi(3, true);

        assertThat(rig.pins[2].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(new int[] {rig.pins[0].calls, rig.pins[1].calls, rig.pins[3].calls})
                .isEqualTo(calls);
    }

    @Test
    void sgiGoesToTheListedCpus() {
        GicRig rig = GicRig.open(4);

        rig.gicd(1, SGIR, 0b0101 << 16 | 7);

        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[1].levels).isZero();
        assertThat(rig.pins[2].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[3].levels).isZero();
        assertThat(rig.gicc(2, IAR)).as("ID, and from which CPU").isEqualTo(1 << 10 | 7);
    }

    @Test
    void sgiFilterOneMeansAllOthers() {
        GicRig rig = GicRig.open(3);

        rig.gicd(1, SGIR, 1 << 24 | 0xff << 16 | 4);

        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.pins[1].levels).isZero();
        assertThat(rig.pins[2].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void sgiFilterTwoMeansTheSender() {
        GicRig rig = GicRig.open(3);

        rig.gicd(1, SGIR, 2 << 24 | 0xff << 16 | 4);

        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.gicc(1, IAR)).isEqualTo(1 << 10 | 4);
    }

    @Test
    void sgiFilterThreeIsReservedAndDoesNothing() {
        GicRig rig = GicRig.open(2);

        rig.gicd(0, SGIR, 3 << 24 | 0xff << 16 | 4);

        assertThat(rig.gicd(0, ISPENDR)).isZero();
        assertThat(rig.gicd(1, ISPENDR)).isZero();
    }

    @Test
    void sgiIsPendingOncePerSender() {
        GicRig rig = GicRig.open(4);
        rig.gicd(3, SGIR, 1 << 16 | 5);
        rig.gicd(3, SGIR, 1 << 16 | 5);
        rig.gicd(1, SGIR, 1 << 16 | 5);
        assertThat(rig.gicd(0, SPENDSGIR + 4)).isEqualTo(0b1010 << 8);

        assertThat(rig.gicc(0, IAR)).isEqualTo(1 << 10 | 5);
        assertThat(rig.isSet(0, ISPENDR, 5)).as("active and pending").isTrue();
        assertThat(rig.isSet(0, ISACTIVER, 5)).isTrue();
        rig.gicc(0, EOIR, 1 << 10 | 5);
        assertThat(rig.gicc(0, IAR)).isEqualTo(3 << 10 | 5);
        rig.gicc(0, EOIR, 3 << 10 | 5);
        assertThat(rig.gicc(0, IAR)).isEqualTo(SPURIOUS);
    }

    @Test
    void sgiPendingStateIsSetAndClearedPerSenderByteByByte() {
        GicRig rig = GicRig.open(2);

        rig.gic.distributor().write(SPENDSGIR + 6, 1, 0xff, 1);
        assertThat(rig.gic.distributor().read(CPENDSGIR + 6, 1, 1))
                .as("only CPUs that exist")
                .isEqualTo(3);
        assertThat(rig.gic.distributor().read(CPENDSGIR + 6, 1, 0)).isZero();
        assertThat(rig.isSet(1, ISPENDR, 6)).isTrue();

        rig.gic.distributor().write(CPENDSGIR + 6, 1, 1, 1);
        assertThat(rig.gicc(1, IAR)).isEqualTo(1 << 10 | 6);
        rig.gicd(1, CPENDSGIR + 4, -1);
        assertThat(rig.isSet(1, ISPENDR, 6)).isFalse();
    }

    @Test
    void lineOfADisabledDistributorIsPendingButNotForwarded() {
        GicRig rig = GicRig.open(1);
        rig.gicd(0, CTLR, 0);

        rig.gic.setSpi(1, true);
        assertThat(rig.isSet(0, ISPENDR, 33)).isTrue();
        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.gicc(0, HPPIR)).isEqualTo(SPURIOUS);

        rig.gicd(0, CTLR, 1);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void disabledGroupIsLeftOutBeforeTheMostUrgentIsChosen() {
        GicRig rig = GicRig.open(1);
        rig.group1(0, 40);
        rig.priority(33, 0x10);
        rig.priority(40, 0x20);
        rig.gic.setSpi(1, true);
        rig.gic.setSpi(8, true);

        rig.gicd(0, CTLR, 2);

        assertThat(rig.gicc(0, IAR)).isEqualTo(40);
    }

    @Test
    void activeInterruptIsNotCancelledByDisablingOrRetargeting() {
        GicRig rig = GicRig.open(2);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);

        rig.bit(0, ICENABLER, 33);
        rig.target(33, 2);

        assertThat(rig.isSet(1, ISACTIVER, 33)).isTrue();
        assertThat(rig.gicc(0, RPR)).isEqualTo(0x80);
        assertThat(rig.pins[1].levels).isZero();
    }

    @Test
    void activeStateWrittenBySoftwareHoldsAnInterruptBack() {
        GicRig rig = GicRig.open(1);
        rig.bit(0, ISACTIVER, 33);

        rig.gic.setSpi(1, true);
        assertThat(rig.pins[0].levels).isZero();

        rig.bit(0, ICACTIVER, 33);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void bytesAndHalfwordsOfPrioritiesAndTargetsAreTheirOwn() {
        GicRig rig = GicRig.open(4);

        rig.gic.distributor().write(IPRIORITYR + 42, 2, 0x1122, 0);
        rig.gic.distributor().write(ITARGETSR + 43, 1, 0x0a, 0);

        assertThat(rig.gicd(0, IPRIORITYR + 40)).isEqualTo(0x11228080);
        assertThat(rig.gic.distributor().read(IPRIORITYR + 43, 1, 0)).isEqualTo(0x11);
        assertThat(rig.gicd(0, ITARGETSR + 40)).isEqualTo(0x0a010101);
    }

    @Test
    void narrowWriteToASetRegisterLeavesTheOtherBytesAlone() {
        GicRig rig = GicRig.atReset(1);
        rig.gicd(0, ISENABLER + 4, 0xff);

        rig.gic.distributor().write(ISENABLER + 5, 1, 0x81, 0);

        assertThat(rig.gicd(0, ISENABLER + 4)).isEqualTo(0x81ff);
    }

    @Test
    void doublewordIsTwoWords() {
        GicRig rig = GicRig.atReset(1);

        rig.gic.distributor().write(ISENABLER + 8, 8, 0x1234_5678_9abc_def0L, 0);

        assertThat(rig.gicd(0, ISENABLER + 8)).isEqualTo(0x9abcdef0);
        assertThat(rig.gicd(0, ISENABLER + 12)).isEqualTo(0x12345678);
        assertThat(rig.gic.distributor().read(ISENABLER + 8, 8, 0)).isEqualTo(0x1234_5678_9abc_def0L);
    }

    @Test
    void observerHearsOfDeviceLinesOnly() {
        GicRig rig = GicRig.open(1);

        rig.gic.setPpi(0, 27, true);
        rig.gic.setSpi(255, true);
        rig.gic.setSpi(255, false);

        assertThat(rig.told).containsExactly("line 287 high", "line 287 low");
    }

    @Test
    void linesThatDoNotExistAreRefused() {
        GicRig rig = GicRig.open(1);

        assertThatThrownBy(() -> rig.gic.setSpi(256, true)).hasMessageContaining("no SPI 256");
        assertThatThrownBy(() -> rig.gic.setPpi(0, 15, true)).hasMessageContaining("no PPI");
        assertThatThrownBy(() -> rig.gic.setPpi(0, 32, true)).hasMessageContaining("no PPI");
    }
}
