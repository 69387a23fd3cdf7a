package dev.trapline.emu.gic;

import static dev.trapline.emu.gic.GicRig.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The virtual CPU interface and its control by IHI 0048B chapter 5. */
class VirtualInterfaceTest {
    private static final int PENDING = 1 << 28;
    private static final int ACTIVE = 1 << 29;
    private static final int GROUP1 = 1 << 30;
    private static final int HW = 1 << 31;
    private static final int EOI = 1 << 19;

    private static int list(int id, int priority, int bits) {
        return id | priority >>> 3 << 23 | bits;
    }

    private static int hardware(int virtual, int physical, int bits) {
        return list(virtual, 0x80, HW | physical << 10 | bits);
    }

    @Test
    void resetValuesAreThoseOfTheGic400AndQemu() {
        GicRig rig = GicRig.atReset(2);

        assertThat(rig.gich(1, HCR)).isZero();
        assertThat(rig.gich(1, 0x004)).as("VTR: 5 bits, 4 list registers").isEqualTo(0x90000003);
        assertThat(rig.gich(1, VMCR)).isEqualTo(0x004c0000);
        assertThat(rig.gich(1, MISR)).isZero();
        assertThat(rig.gich(1, EISR)).isZero();
        assertThat(rig.gich(1, ELRSR)).isEqualTo(0xf);
        assertThat(rig.gicv(1, BPR)).isEqualTo(2);
        assertThat(rig.gicv(1, ABPR)).isEqualTo(3);
        assertThat(rig.gicv(1, RPR)).isEqualTo(0xff);
        assertThat(rig.gicv(1, IAR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicv(1, 0x0fc)).isEqualTo(0x0002043b);
    }

    @Test
    void reservedBitsOfControlRegistersReadAsZero() {
        GicRig rig = GicRig.atReset(1);

        rig.gich(0, HCR, -1);
        rig.gich(0, VMCR, -1);
        rig.gich(0, LR + 12, -1);
        rig.gich(0, LR + 16, -1);

        assertThat(rig.gich(0, HCR)).isEqualTo(0xf80000ff);
        assertThat(rig.gich(0, VMCR)).isEqualTo(0xf8fc021f);
        assertThat(rig.gich(0, LR + 12)).isEqualTo(0xff8fffff);
        assertThat(rig.gich(0, LR + 16)).as("no fifth list register").isZero();
    }

    @Test
    void pendingListRegisterRaisesVirtualIrqAndIsAcknowledgedEndedAndFree() {
        GicRig rig = GicRig.open(1);

        rig.gich(0, LR + 4, list(48, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
        assertThat(rig.gich(0, ELRSR)).isEqualTo(0b1101);
        assertThat(rig.gicv(0, HPPIR)).isEqualTo(48);

        assertThat(rig.gicv(0, IAR)).isEqualTo(48);
        assertThat(rig.gich(0, LR + 4)).isEqualTo(list(48, 0xa0, ACTIVE));
        assertThat(rig.gicv(0, RPR)).isEqualTo(0xa0);
        assertThat(rig.gich(0, HAPR)).isEqualTo(1 << 20);
        assertThat(rig.pins[0].levels).isZero();

        rig.gicv(0, EOIR, 48);
        assertThat(rig.gich(0, LR + 4)).isEqualTo(list(48, 0xa0, 0));
        assertThat(rig.gich(0, ELRSR)).isEqualTo(0xf);
        assertThat(rig.gich(0, HAPR)).isZero();
        assertThat(rig.told)
                .containsExactly("cpu 0 injected 48", "cpu 0 acknowledged virtual 48", "cpu 0 ended virtual 48");
    }

    @Test
    void disabledVirtualInterfaceSignalsNothing() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR, list(48, 0xa0, PENDING));

        rig.gich(0, HCR, 0);

        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.gicv(0, IAR)).isEqualTo(SPURIOUS);
        assertThat(rig.gicv(0, HPPIR)).isEqualTo(SPURIOUS);
        rig.gich(0, HCR, 1);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
    }

    @Test
    void vmcrAndTheGuestsRegistersAreOne() {
        GicRig rig = GicRig.open(1);

        rig.gich(0, VMCR, 0x50 << 24 | 5 << 21 | 6 << 18 | 0x21b);
        assertThat(rig.gicv(0, PMR)).isEqualTo(0x50);
        assertThat(rig.gicv(0, BPR)).isEqualTo(5);
        assertThat(rig.gicv(0, ABPR)).isEqualTo(6);
        assertThat(rig.gicv(0, CTLR)).isEqualTo(0x21b);

        rig.gicv(0, PMR, 0xff);
        rig.gicv(0, BPR, 0);
        rig.gicv(0, ABPR, 0);
        rig.gicv(0, CTLR, 1);
        assertThat(rig.gich(0, VMCR)).isEqualTo(0xf8 << 24 | 2 << 21 | 3 << 18 | 1);
    }

    @Test
    void guestsPriorityMaskAndRunningPriorityHold() {
        GicRig rig = GicRig.open(1);
        rig.gicv(0, PMR, 0xa0);
        rig.gich(0, LR, list(48, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isZero();
        rig.gicv(0, PMR, 0xa8);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
        rig.gicv(0, IAR);

        rig.gich(0, LR + 4, list(49, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isZero();
        rig.gich(0, LR + 8, list(50, 0x98, PENDING));
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
        assertThat(rig.gicv(0, IAR)).isEqualTo(50);
        assertThat(rig.gich(0, HAPR)).isEqualTo(1 << 19 | 1 << 20);
    }

    @Test
    void activePrioritiesLoadedByTheHypervisorSetTheRunningPriority() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR, list(48, 0xa0, PENDING));

        rig.gich(0, HAPR, 1 << 3);

        assertThat(rig.gicv(0, RPR)).isEqualTo(0x18);
        assertThat(rig.gicv(0, APR)).isEqualTo(1 << 3);
        assertThat(rig.pins[0].levels).isZero();
    }

    @Test
    void listRegisterGroupAndFiqEnDecideBetweenVirtualIrqAndFiq() {
        GicRig rig = GicRig.open(1);
        rig.gicv(0, CTLR, 0xf);

        rig.gich(0, LR, list(48, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VFIQ);
        rig.gich(0, LR, list(48, 0xa0, PENDING | GROUP1));
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
        rig.gicv(0, CTLR, 0xd);
        assertThat(rig.pins[0].levels).as("Group 1 disabled").isZero();
    }

    @Test
    void virtualGroup1WithoutAckCtlIsAcknowledgedByAiarOnly() {
        GicRig rig = GicRig.open(1);
        rig.gicv(0, CTLR, 3);
        rig.gich(0, LR, list(48, 0xa0, PENDING | GROUP1));

        assertThat(rig.gicv(0, IAR)).isEqualTo(1022);
        assertThat(rig.gicv(0, AHPPIR)).isEqualTo(48);
        assertThat(rig.gicv(0, AIAR)).isEqualTo(48);
        rig.gicv(0, AEOIR, 48);
        assertThat(rig.gich(0, ELRSR)).isEqualTo(0xf);
    }

    @Test
    void virtualSgiBringsItsSourceAndEndsByIt() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR, list(5, 0x80, PENDING | 2 << 10));
        rig.gich(0, LR + 4, list(5, 0x40, PENDING | 1 << 10));

        assertThat(rig.gicv(0, IAR)).isEqualTo(1 << 10 | 5);
        rig.gich(0, HAPR, 0);
        assertThat(rig.gicv(0, IAR)).isEqualTo(2 << 10 | 5);

        rig.gicv(0, EOIR, 1 << 10 | 5);
        assertThat(rig.gich(0, LR + 4) & (PENDING | ACTIVE)).isZero();
        assertThat(rig.gich(0, LR) & (PENDING | ACTIVE)).isEqualTo(ACTIVE);
    }

    @Test
    void pendingAndActiveWaitsForItsEndThenIsPending() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR, list(48, 0xa0, PENDING));
        rig.gicv(0, IAR);

        rig.gich(0, LR, list(48, 0xa0, PENDING | ACTIVE));
        assertThat(rig.pins[0].levels).isZero();

        rig.gicv(0, EOIR, 48);
        assertThat(rig.gich(0, LR)).isEqualTo(list(48, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.VIRQ);
    }

    @Test
    void hardwareListRegisterEndsThePhysicalInterruptWithTheVirtual() {
        GicRig rig = GicRig.open(2);
        rig.gicc(0, CTLR, 0x201);
        rig.gic.setSpi(1, true);
        rig.gicc(0, IAR);
        rig.gicc(0, EOIR, 33);
        rig.told.clear();

        rig.gich(0, LR, hardware(70, 33, PENDING));
        assertThat(rig.gicv(0, IAR)).isEqualTo(70);
        assertThat(rig.isSet(0, ISACTIVER, 33)).isTrue();
        rig.gic.setSpi(1, false);
        rig.gicv(0, EOIR, 70);

        assertThat(rig.isSet(0, ISACTIVER, 33)).isFalse();
        assertThat(rig.told)
                .containsExactly(
                        "cpu 0 injected 70",
                        "cpu 0 acknowledged virtual 70",
                        "line 33 low",
                        "cpu 0 ended virtual 70",
                        "cpu 0 ended 33");
    }

    @Test
    void hardwareEndSignalsALineStillHighAtOnce() {
        GicRig rig = GicRig.open(1);
        rig.gic.setPpi(0, 27, true);
        rig.gicc(0, CTLR, 0x207);
        rig.gicc(0, IAR);
        rig.gicc(0, EOIR, 27);
        rig.gich(0, LR, hardware(27, 27, PENDING));
        rig.gicv(0, IAR);
        assertThat(rig.pins[0].levels).isZero();

        rig.gicv(0, EOIR, 27);

        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
    }

    @Test
    void hardwareEndOfAPpiIsThatOfTheSameCpu() {
        GicRig rig = GicRig.open(2);
        rig.bit(0, ISACTIVER, 27);
        rig.bit(1, ISACTIVER, 27);
        rig.gich(1, LR, hardware(27, 27, ACTIVE));
        rig.gich(1, HAPR, 1);

        rig.gicv(1, EOIR, 27);

        assertThat(rig.isSet(1, ISACTIVER, 27)).isFalse();
        assertThat(rig.isSet(0, ISACTIVER, 27)).isTrue();
    }

    @Test
    void splitVirtualEoiLeavesDeactivationToDir() {
        GicRig rig = GicRig.open(1);
        rig.gicv(0, CTLR, 0x201);
        rig.gich(0, LR, list(48, 0xa0, PENDING));
        rig.gicv(0, IAR);

        rig.gicv(0, EOIR, 48);
        assertThat(rig.gich(0, HAPR)).isZero();
        assertThat(rig.gich(0, LR)).isEqualTo(list(48, 0xa0, ACTIVE));

        rig.gicv(0, DIR, 48);
        assertThat(rig.gich(0, LR)).isEqualTo(list(48, 0xa0, 0));
    }

    @Test
    void endOfAnInterruptInNoListRegisterIsCounted() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HAPR, 1 << 20 | 1 << 10);

        rig.gicv(0, EOIR, 90);
        assertThat(rig.gich(0, HCR)).isEqualTo(1 << 27 | 1);
        assertThat(rig.gich(0, HAPR)).isEqualTo(1 << 20);
        rig.gicv(0, EOIR, 91);
        assertThat(rig.gich(0, HCR)).isEqualTo(2 << 27 | 1);

        rig.gicv(0, EOIR, 92);
        assertThat(rig.gich(0, HCR)).as("no priority dropped, none counted").isEqualTo(2 << 27 | 1);
    }

    @Test
    void eoiCountWraps() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HCR, 31 << 27 | 5);
        rig.gich(0, HAPR, 1);

        rig.gicv(0, EOIR, 90);

        assertThat(rig.gich(0, HCR)).isEqualTo(5);
    }

    @Test
    void dirOfAnInterruptInNoListRegisterIsCounted() {
        GicRig rig = GicRig.open(1);
        rig.gicv(0, CTLR, 0x201);

        rig.gicv(0, DIR, 90);

        assertThat(rig.gich(0, HCR)).isEqualTo(1 << 27 | 1);
    }

    @Test
    void virtualSpuriousIdsCannotBeEnded() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HAPR, 1);

        rig.gicv(0, EOIR, 1023);

        assertThat(rig.gich(0, HAPR)).isEqualTo(1);
        assertThat(rig.gich(0, HCR)).isEqualTo(1);
    }

    @Test
    void endWithEoiBitRaisesTheMaintenanceInterruptUntilTheListRegisterIsReused() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR + 8, list(48, 0xa0, PENDING | EOI));
        rig.gicv(0, IAR);
        assertThat(rig.gich(0, EISR)).isZero();

        rig.gicv(0, EOIR, 48);
        assertThat(rig.gich(0, EISR)).isEqualTo(1 << 2);
        assertThat(rig.gich(0, ELRSR)).as("not free yet").isEqualTo(0b1011);
        assertThat(rig.gich(0, MISR)).isEqualTo(1);
        assertThat(rig.pins[0].levels).isEqualTo(PinRecorder.IRQ);
        assertThat(rig.gicc(0, IAR)).isEqualTo(Gic.MAINTENANCE_INTID);

        rig.gich(0, LR + 8, 0);
        assertThat(rig.gich(0, MISR)).isZero();
        rig.gicc(0, EOIR, 25);
        assertThat(rig.pins[0].levels).isZero();
    }

    /** Which list registers are in use (P pending, A active, B both, - none), what is enabled, and MISR. */
    @ParameterizedTest(name = "HCR {0} with {1}: MISR {2}")
    @CsvSource({
        "0x3,----,0x2",
        "0x3,P---,0x2",
        "0x3,-A--,0x2",
        "0x3,P-A-,0",
        "0x3,PPPP,0",
        "0x9,----,0x8",
        "0x9,-A--,0x8",
        "0x9,--B-,0x8",
        "0x9,A--P,0",
        "0x5,----,0",
        "0x08000005,----,0x4",
        "0x08000001,----,0",
        "0x11,----,0x10",
        "0x21,----,0",
        "0x41,----,0x40",
        "0x81,----,0",
        "0xf1,----,0x50"
    })
    void maintenanceConditions(int hcr, String lists, int misr) {
        GicRig rig = GicRig.open(1);
        for (int n = 0; n < 4; n++) {
            int state = switch (lists.charAt(n)) {
                case 'P' -> PENDING;
                case 'A' -> ACTIVE;
                case 'B' -> PENDING | ACTIVE;
                default -> 0;
            };
            rig.gich(0, LR + 4 * n, list(48 + n, 0xa0, state));
        }

        rig.gich(0, HCR, hcr);

        assertThat(rig.gich(0, MISR)).isEqualTo(misr);
        assertThat(rig.isSet(0, ISPENDR, Gic.MAINTENANCE_INTID)).isEqualTo(misr != 0);
    }

    @Test
    void groupEnableMaintenanceFollowsTheGuestsControlRegister() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HCR, 0x21);
        assertThat(rig.isSet(0, ISPENDR, 25)).isFalse();

        rig.gicv(0, CTLR, 0);
        assertThat(rig.gich(0, MISR)).isEqualTo(0x20);
        assertThat(rig.isSet(0, ISPENDR, 25)).isTrue();

        rig.gich(0, VMCR, 1);
        assertThat(rig.isSet(0, ISPENDR, 25)).isFalse();
    }

    @Test
    void maintenanceInterruptNeedsTheVirtualInterfaceEnabled() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HCR, 0x2);

        assertThat(rig.gich(0, MISR)).isEqualTo(2);
        assertThat(rig.isSet(0, ISPENDR, 25)).isFalse();
    }

    @Test
    void underflowArisesWhenTheGuestEndsTheLastButOne() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, HCR, 3);
        rig.gich(0, LR, list(48, 0x80, PENDING));
        rig.gich(0, LR + 4, list(49, 0xa0, PENDING));
        assertThat(rig.isSet(0, ISPENDR, 25)).isFalse();

        rig.gicv(0, IAR);
        rig.gicv(0, EOIR, 48);

        assertThat(rig.isSet(0, ISPENDR, 25)).isTrue();
    }

    @Test
    void eachCpuHasItsOwnListRegistersAlsoSeenThroughTheOthersPage() {
        GicRig rig = GicRig.open(3);

        rig.gich(2, LR, list(48, 0xa0, PENDING));
        assertThat(rig.pins[0].levels).isZero();
        assertThat(rig.pins[2].levels).isEqualTo(PinRecorder.VIRQ);
        assertThat(rig.gich(0, LR)).isZero();
        assertThat(rig.gich(0, 0x1400 + LR)).isEqualTo(list(48, 0xa0, PENDING));

        rig.gich(0, 0x1200 + LR, list(50, 0xa0, PENDING));
        assertThat(rig.pins[1].levels).isEqualTo(PinRecorder.VIRQ);
        assertThat(rig.gicv(1, IAR)).isEqualTo(50);

        rig.gich(0, 0x1600 + LR, -1);
        assertThat(rig.gich(0, 0x1600 + LR)).as("there is no fourth pCPU").isZero();
        assertThat(rig.gich(0, 0x200)).as("nothing behind one's own").isZero();
    }

    @Test
    void rewritingAPendingListRegisterInjectsNothingNew() {
        GicRig rig = GicRig.open(1);
        rig.gich(0, LR, list(48, 0xa0, PENDING));
        rig.gich(0, LR, list(48, 0x90, PENDING));
        rig.gich(0, LR, list(49, 0x90, PENDING));
        rig.gich(0, LR, list(49, 0x90, ACTIVE));
        rig.gich(0, LR, list(49, 0x90, ACTIVE | PENDING));

        assertThat(rig.told).containsExactly("cpu 0 injected 48", "cpu 0 injected 49", "cpu 0 injected 49");
    }

    @Test
    void physicalSgiNamedByAHardwareListRegisterIsLeftAlone() {
        GicRig rig = GicRig.open(1);
        rig.bit(0, ISACTIVER, 3);
        rig.gich(0, LR, hardware(48, 3, ACTIVE));
        rig.gich(0, HAPR, 1);

        rig.gicv(0, EOIR, 48);

        assertThat(rig.isSet(0, ISACTIVER, 3)).isTrue();
    }
}
