package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.StopPoint.Access.Kind;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watchpoint on what a call moves stops before the call, and the host does its part once. */
class WatchedCallTest {
    private static final int LONG = 300_000;

    private final Guest guest = new Guest();
    private final PointWatcher watcher = new PointWatcher(guest.machine, guest.machine::stop);
    private final Lookout lookout = new Lookout(guest.machine, new ThreadView(guest.machine));

    private void watch(int address, Kind kind, PointCondition condition) {
        lookout.setPoints(List.of(new StopPoint.Access(0, address, 4, kind, condition)));
    }

    private boolean stops() {
        lookout.begin(new Resume.Run(false));
        watcher.watch(List.of(lookout));
        guest.run(guest.cpu().pc == Guest.CODE ? 1 : 2);
        boolean stopped = lookout.hit().isPresent();
        lookout.end();
        return stopped;
    }

    private void begin(Operation operation, int... fields) {
        for (int i = 0; i < fields.length; i++) {
            guest.word(Guest.BLOCK + 4 * i, fields[i]);
        }
        guest.begin(Guest.SVC_A32, false, operation, Guest.BLOCK);
        // What comes first does not count: a debugger stands there. So a NOP before the call.
        guest.word(Guest.CODE - 4, 0xe1a0_0000);
        guest.cpu().pc = Guest.CODE - 4;
    }

    @Test
    void keysAreTakenOnceThoughTheirBufferIsWatched() {
        int in = guest.open(":tt", 0);
        guest.type(0, "ok");
        guest.call(Operation.SYS_ERRNO, 0);
        watch(Guest.BUFFER, Kind.WRITE, PointCondition.ALWAYS);
        begin(Operation.SYS_READ, in, Guest.BUFFER, 2);

        assertThat(stops()).as("before the call").isTrue();
        assertThat(guest.cpu().pc).isEqualTo(Guest.CODE);
        assertThat(guest.text(Guest.BUFFER, 2)).isEqualTo("\0\0");

        assertThat(stops()).as("it goes on").isFalse();
        assertThat(guest.cpu().r[0]).isZero();
        assertThat(guest.text(Guest.BUFFER, 2)).isEqualTo("ok");
    }

    @Test
    void aLongLineIsPrintedOnceThoughItsEndIsWatched() {
        int out = guest.open(":tt", 4);
        String line = "x".repeat(LONG);
        guest.string(Guest.TEXT, line);
        watch(Guest.TEXT + LONG - 4, Kind.READ, PointCondition.ALWAYS);
        begin(Operation.SYS_WRITE, out, Guest.TEXT, LONG);

        assertThat(stops()).isTrue();
        assertThat(guest.printed()).isEmpty();

        assertThat(stops()).isFalse();
        assertThat(guest.printed()).isEqualTo(line);
    }

    @Test
    void aConditionThatOnlyHoldsInTheMiddleStopsBehindTheCall() {
        int in = guest.open(":tt", 0);
        guest.type(0, "ok");
        guest.call(Operation.SYS_ERRNO, 0);
        watch(Guest.BUFFER, Kind.WRITE, view -> {
            byte[] first = new byte[1];
            view.readMemory(Guest.BUFFER, first, 0, 1);
            return first[0] == 'o';
        });
        begin(Operation.SYS_READ, in, Guest.BUFFER, 2);

        lookout.begin(new Resume.Run(false));
        watcher.watch(List.of(lookout));
        guest.run(2);
        assertThat(lookout.hit().map(Stop::reason)).get().isInstanceOf(Stop.Reason.AtAccess.class);
        assertThat(guest.cpu().pc).isEqualTo(Guest.CODE + 4);
        assertThat(guest.text(Guest.BUFFER, 2)).isEqualTo("ok");
    }
}
