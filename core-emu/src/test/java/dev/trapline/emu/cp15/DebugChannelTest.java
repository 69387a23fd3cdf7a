package dev.trapline.emu.cp15;

import static dev.trapline.emu.cp15.Stepper.DATA;
import static dev.trapline.emu.cp15.Stepper.DATA_ABORT;
import static dev.trapline.emu.cp15.Stepper.DONE;
import static dev.trapline.emu.cp15.Stepper.HYP_TRAP;
import static dev.trapline.emu.cp15.Stepper.UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LDC, STC and CDP to coprocessors 14 and 15, and the registers of the debug communications channel they reach. */
class DebugChannelTest {
    private static final String STATUS = "p14 0 c0 c2 2";
    private static final String STATUS_FOR_PL0 = "p14 0 c0 c1 0";
    private static final String CHANNEL = "p14 0 c0 c5 0";
    private static final String RECEIVED = "p14 0 c0 c0 2";
    private static final String SENT = "p14 0 c0 c3 2";
    private static final String OS_LOCK = "p14 0 c1 c0 4";
    private static final long RX_FULL = 1 << 30;
    private static final long TX_FULL = 1 << 29;
    private static final long UDCC_DISABLE = 1 << 12;

    private static final int LDC = 0xed91_5e00; // ldc p14, c5, [r1]
    private static final int STC = 0xed81_5e00; // stc p14, c5, [r1]

    private final Stepper p = new Stepper();
    private final Cp15Bench b = p.b;

    DebugChannelTest() {
        p.s.setMode(Mode.SVC);
    }

    /** As software does that restores the channel: under the OS Lock, which is set from reset. */
    private void receive(int word) {
        b.write(RECEIVED, word);
        b.write(STATUS, RX_FULL);
    }

    @Test
    void stcStoresTheReceivedWordAndEmptiesTheChannel() {
        receive(0x1234_5678);
        p.s.r[1] = DATA;
        assertThat(p.a32(Mode.SVC, STC)).isEqualTo(DONE);
        assertThat(p.word(DATA)).isEqualTo(0x1234_5678);
        assertThat(b.read(STATUS)).isZero();
        assertThat(b.lines).isEmpty();
    }

    @Test
    void anStcThatAbortsLeavesTheWordInTheChannel() {
        receive(0x1234_5678);
        for (int address : new int[] {0x2000_0000, DATA + 2}) {
            p.s.r[1] = address;
            assertThat(p.a32(Mode.SVC, STC)).as(Integer.toHexString(address)).isEqualTo(DATA_ABORT);
            b.svc();
            assertThat(b.read(STATUS)).isEqualTo(RX_FULL);
        }
        assertThat(b.read(CHANNEL)).isEqualTo(0x1234_5678);
        assertThat(b.read(STATUS)).isZero();
    }

    @Test
    void ldcSendsAWordThatNobodyReadsWhichIsSaid() {
        p.put(DATA, 0x1234_5678);
        p.s.r[1] = DATA;
        assertThat(p.a32(Mode.SVC, LDC)).isEqualTo(DONE);
        assertThat(b.read(SENT)).isEqualTo(0x1234_5678);
        assertThat(b.read(STATUS_FOR_PL0)).isEqualTo(TX_FULL);
        assertThat(b.lines).singleElement().asString().contains("DBGDTRTXint", "TXfull", "not implemented");
    }

    @Test
    void readingAnEmptyChannelIsTheGuestsMistake() {
        assertThat(b.read(CHANNEL)).isZero();
        assertThat(b.lines).singleElement().asString().contains("guest mistake", "DBGDTRRXint");
    }

    @Test
    void theFlagsAreWrittenOnlyUnderTheOsLock() {
        b.write(OS_LOCK, 0);
        b.write(STATUS, RX_FULL | TX_FULL);
        assertThat(b.read(STATUS)).isZero();
        b.write(CHANNEL, 7);
        b.write(STATUS, 0);
        assertThat(b.read(STATUS)).as("nor cleared").isEqualTo(TX_FULL);
    }

    /** Address of the access and r1 afterwards, both from r1 at first. */
    @ParameterizedTest
    @CsvSource({
        "ed815e02,  8,  8, false", // [r1, #8]
        "ed015e02, -8,  0, false", // [r1, #-8]
        "eda15e02,  8,  8, true", // [r1, #8]!
        "ed215e02, -8, -8, true", // [r1, #-8]!
        "eca15e02,  0,  8, true", // [r1], #8
        "ec215e02,  0, -8, true", // [r1], #-8
        "ec815e02,  0,  0, false", // [r1], {2}
    })
    void everyAddressingModeAddressesAndWritesBack(String word, int at, int moved, boolean writesBack) {
        for (boolean thumb : new boolean[] {false, true}) {
            receive(99);
            p.put(DATA + at, 0);
            p.s.r[1] = DATA;
            int stc = Integer.parseUnsignedInt(word, 16);
            assertThat(thumb ? p.t32(Mode.SVC, stc) : p.a32(Mode.SVC, stc)).isEqualTo(DONE);
            assertThat(p.word(DATA + at)).isEqualTo(99);
            assertThat(p.s.r[1]).isEqualTo(writesBack ? DATA + moved : DATA);
        }
    }

    @Test
    void ldcLiteralAddsToTheAlignedPc() {
        p.put(Stepper.CODE + 12, 0x11);
        p.put(Stepper.CODE + 16, 0x22);
        // [pc, #8]: from CODE + 8 in A32; in T32 at CODE + 2, from Align(CODE + 6, 4).
        assertThat(p.a32(Mode.SVC, 0xed9f_5e02)).isEqualTo(DONE);
        assertThat(b.read(SENT)).isEqualTo(0x22);
        assertThat(p.t32(Mode.SVC, 0xed9f_5e02)).isEqualTo(DONE);
        assertThat(b.read(SENT)).isEqualTo(0x11);
    }

    @Test
    void userModeMayUseTheChannelUntilUdccDisIsSet() {
        p.s.r[1] = DATA;
        receive(5);
        assertThat(p.a32(Mode.USR, STC)).isEqualTo(DONE);
        assertThat(p.a32(Mode.USR, LDC)).isEqualTo(DONE);
        b.svc();
        b.write(STATUS, UDCC_DISABLE);
        assertThat(p.a32(Mode.USR, STC)).isEqualTo(UNDEFINED);
        assertThat(p.a32(Mode.USR, LDC)).isEqualTo(UNDEFINED);
        assertThat(p.a32(Mode.SVC, STC)).isEqualTo(DONE);
    }

    /** Without EC, IL, CV and the condition. */
    @ParameterizedTest
    @CsvSource({
        "ed815e02, 2, 1, 1, 2, 0", // stc [r1, #8]
        "ed015e02, 2, 1, 0, 2, 0", // stc [r1, #-8]
        "eda15e02, 2, 1, 1, 3, 0", // stc [r1, #8]!
        "ec215e02, 2, 1, 0, 1, 0", // stc [r1], #-8
        "ec815eff, 255, 1, 1, 0, 0", // stc [r1], {255}
        "ed9e5e7f, 127, 14, 1, 2, 1", // ldc [lr, #508]
        "ed9f5e02, 2, 15, 1, 6, 1", // ldc literal
        "ec9f5e02, 2, 15, 1, 4, 1", // ldc literal, unindexed
        "ed8f5e02, 2, 15, 1, 2, 0", // stc [pc, #8]
    })
    void hdcrTdaTrapsWithTheInstructionInTheSyndrome(String word, int imm8, int n, int up, int mode, int load) {
        int expected = 0x06 << 26 | 1 << 25 | 1 << 24 | 14 << 20 | imm8 << 12 | n << 5 | up << 4 | mode << 1 | load;
        int instruction = Integer.parseUnsignedInt(word, 16);
        for (int trap : new int[] {1 << 9, 1 << 8}) {
            for (int from : new int[] {Mode.SVC, Mode.USR}) {
                p.s.setMode(Mode.SVC);
                b.c.hdcr = trap;
                b.c.hsr = 0;
                assertThat(p.a32(from, instruction)).isEqualTo(HYP_TRAP);
                assertThat(b.c.hsr).isEqualTo(expected);
            }
        }
        assertThat(b.lines).isEmpty();
    }

    @Test
    void trapsOfOtherGroupsAndOfCp15DoNotReachTheChannel() {
        b.c.hdcr = 1 << 10 | 1 << 11;
        b.c.hstr = 0xffff;
        p.s.r[1] = DATA;
        receive(5);
        assertThat(p.a32(Mode.SVC, STC)).isEqualTo(DONE);
        b.c.hdcr = 1 << 9;
        b.c.dbgdscr |= (int) UDCC_DISABLE;
        assertThat(p.a32(Mode.USR, STC)).as("UNDEFINED anyway").isEqualTo(UNDEFINED);
    }

    @Test
    void hypModeItselfIsNotTrapped() {
        receive(5);
        b.c.hdcr = 1 << 9;
        p.s.r[1] = DATA;
        assertThat(p.a32(Mode.HYP, STC)).isEqualTo(DONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ed914e00 | CP14: LDC p14,c4 not implemented",
                "ed815f00 | CP15: STC p15,c5 not implemented",
                "edd15e00 | CP14: LDCL p14,c5 not implemented",
                "edc15e00 | CP14: STCL p14,c5 not implemented",
                "ee123f84 | CP15: CDP p15,1,c3,c2,c4,4 not implemented",
                "ee123e84 | CP14: CDP p14,1,c3,c2,c4,4 not implemented",
            })
    void whatIsNotThereIsUndefinedAndNamed(String word, String line) {
        int instruction = Integer.parseUnsignedInt(word, 16);
        for (int mode : new int[] {Mode.USR, Mode.SVC, Mode.HYP}) {
            assertThat(p.a32(mode, instruction)).isEqualTo(UNDEFINED);
            assertThat(p.t32(mode, instruction)).isEqualTo(UNDEFINED);
        }
        assertThat(b.lines).containsExactly(line);
    }

    /** CDP2, LDC2, STC2, MCR2, MRC2, MCRR2, MRRC2 (DDI 0406C A7.7): none of these reaches CP14 or CP15. */
    @ParameterizedTest
    @ValueSource(strings = {"fe123f84", "fd915e00", "fd815e00", "fe001f10", "fe101f10", "fc421f0e", "fc521f0e"})
    void theirSecondFormsAreUndefined(String word) {
        int instruction = Integer.parseUnsignedInt(word, 16);
        assertThat(p.a32(Mode.SVC, instruction)).isEqualTo(UNDEFINED);
        assertThat(p.t32(Mode.SVC, instruction)).isEqualTo(UNDEFINED);
    }

    @Test
    void coprocessorsThatAreNotThereAreUndefined() {
        for (int coproc : new int[] {0, 1, 7, 8, 9, 12, 13}) {
            for (int word : new int[] {0xed91_5000, 0xed81_5000, 0xee12_3084}) {
                assertThat(p.a32(Mode.SVC, word | coproc << 8)).isEqualTo(UNDEFINED);
            }
        }
        assertThat(b.lines).as("nothing of this machine's is missing").isEmpty();
    }

    @Test
    void aTransferWhoseConditionFailsDoesNothing() {
        p.s.r[1] = 0x2000_0000;
        assertThat(p.a32(Mode.SVC, LDC & 0x0fff_ffff)).as("ldceq").isEqualTo(DONE);
        assertThat(b.read(STATUS)).isZero();
    }

    @Test
    void theChannelIsPartOfTheState() {
        b.write(CHANNEL, 0x77);
        receive(0x1234_5678);
        b.write("p14 0 c1 c4 4", 1);
        StateWriter out = new StateWriter();
        b.c.save(out);
        Cp15 other = new Cp15();
        other.restore(new StateReader(out.toByteArray()));
        assertThat(other.dbgdtrrx).isEqualTo(0x1234_5678);
        assertThat(other.dbgdtrtx).isEqualTo(0x77);
        assertThat(other.dbgdscr).isEqualTo((int) RX_FULL);
        assertThat(other.dbgprcr).isEqualTo(1);
    }
}
