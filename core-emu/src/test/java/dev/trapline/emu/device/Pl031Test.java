package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.time.Deadlines;
import org.junit.jupiter.api.Test;

class Pl031Test {
    private static final long START = 1_700_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int DR = 0;
    private static final int MR = 4;
    private static final int LR = 8;
    private static final int CR = 0xc;
    private static final int IMSC = 0x10;
    private static final int RIS = 0x14;
    private static final int MIS = 0x18;
    private static final int ICR = 0x1c;

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final Pl031 rtc = new Pl031("pl031", bus, 2, START, bus);

    private int read(int offset) {
        return (int) rtc.read(offset, 4, 0);
    }

    private void write(int offset, int value) {
        rtc.write(offset, 4, value & 0xffff_ffffL, 0);
    }

    @Test
    void everyRowReadsItsResetValueAndCitesTheManual() {
        RegisterTables.check(Pl031.REGISTERS, rtc, bus);
    }

    @Test
    void dataCountsVirtualSecondsFromTheWallClockGiven() {
        assertThat(read(DR)).isEqualTo((int) START);
        bus.advanceTo(SECOND - 1);
        assertThat(read(DR)).isEqualTo((int) START);
        bus.advanceTo(SECOND);
        assertThat(read(DR)).isEqualTo((int) START + 1);
    }

    @Test
    void loadingSetsTheCountAndReadsBack() {
        bus.advanceTo(10 * SECOND);
        write(LR, 500);
        assertThat(read(LR)).isEqualTo(500);
        assertThat(read(DR)).isEqualTo(500);
        bus.advance(3 * SECOND);
        assertThat(read(DR)).isEqualTo(503);
        assertThat(read(LR)).isEqualTo(500);
    }

    @Test
    void theCounterWrapsAfterThirtyTwoBits() {
        write(LR, -1);
        bus.advance(SECOND);
        assertThat(read(DR)).isZero();
    }

    @Test
    void theAlarmRaisesTheLineAtItsSecondAndNotBefore() {
        write(MR, (int) START + 5);
        write(IMSC, 1);
        bus.advanceTo(5 * SECOND - 1);
        assertThat(bus.lines[2]).isFalse();
        assertThat(read(RIS)).isZero();
        bus.advanceTo(5 * SECOND);
        assertThat(bus.lines[2]).isTrue();
        assertThat(read(RIS)).isEqualTo(1);
        assertThat(read(MIS)).isEqualTo(1);
        write(ICR, 1);
        assertThat(bus.lines[2]).isFalse();
        assertThat(read(RIS)).isZero();
        bus.advance(100 * SECOND);
        assertThat(bus.lines[2]).as("a match is one moment, not a state").isFalse();
    }

    @Test
    void aMaskedMatchIsRememberedButArmsNoDeadline() {
        write(MR, (int) START + 5);
        assertThat(bus.deadlines.next())
                .as("a clock nobody listens to must not keep a dead machine looking alive")
                .isEqualTo(Deadlines.NEVER);
        bus.advanceTo(9 * SECOND);
        assertThat(read(RIS)).isEqualTo(1);
        assertThat(read(MIS)).isZero();
        assertThat(bus.lines[2]).isFalse();
        write(IMSC, 1);
        assertThat(bus.lines[2]).isTrue();
        write(IMSC, 0);
        assertThat(bus.lines[2]).isFalse();
    }

    @Test
    void matchingThePresentSecondMatchesAtOnce() {
        write(IMSC, 1);
        write(MR, (int) START);
        assertThat(bus.lines[2]).isTrue();
    }

    @Test
    void loadingACountPastTheMatchMovesTheAlarm() {
        write(MR, (int) START + 5);
        write(IMSC, 1);
        write(LR, (int) START + 3);
        bus.advanceTo(2 * SECOND);
        assertThat(bus.lines[2]).isTrue();
    }

    @Test
    void theControlRegisterSaysRunningWhateverIsWritten() {
        write(CR, 0);
        assertThat(read(CR)).isEqualTo(1);
    }

    @Test
    void aRestoredClockSavesTheSameAndRingsAtTheSameMoment() {
        write(LR, 77);
        write(MR, 80);
        write(IMSC, 1);
        bus.advanceTo(SECOND + 3);
        byte[] saved = bus.save(rtc);

        FakeDeviceBus other = new FakeDeviceBus();
        Pl031 twin = new Pl031("pl031", other, 2, 0, other);
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        bus.advanceTo(3 * SECOND);
        other.advanceTo(3 * SECOND);
        assertThat(other.lines[2]).isTrue();
        assertThat(other.save(twin)).isEqualTo(bus.save(rtc));
    }

    @Test
    void savingDoesNotDependOnWhoLooked() {
        FakeDeviceBus other = new FakeDeviceBus();
        Pl031 twin = new Pl031("pl031", other, 2, START, other);
        write(MR, (int) START + 1);
        twin.write(MR, 4, START + 1, 0);
        bus.advanceTo(2 * SECOND);
        other.advanceTo(2 * SECOND);
        assertThat(read(RIS)).isEqualTo(1);
        assertThat(other.save(twin)).isEqualTo(bus.save(rtc));
    }
}
