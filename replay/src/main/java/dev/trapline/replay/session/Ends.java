package dev.trapline.replay.session;

import dev.trapline.emu.exec.Pause;
import dev.trapline.recorder.schema.EndKind;
import java.util.Optional;

/** Which ends of a recording the machine itself decides, and which those who ran it. */
final class Ends {
    private Ends() {}

    /**
     * Whether a run can have ended so where a machine that is run again pauses so. What was waited for may have come
     * with whatever the machine did last.
     *
     * @param liveDevices whether devices run: without them nobody can say that a loop is for ever
     */
    static boolean fits(EndKind end, Pause pause, boolean liveDevices) {
        boolean goesOn = pause == Pause.COUNT || pause == Pause.ASKED;
        return switch (end) {
            case UNTIL, PANIC -> true;
            case POWEROFF -> pause == Pause.POWER_OFF;
            case RESET -> pause == Pause.RESET;
            case CRASH -> pause == Pause.CRASH || goesOn && !liveDevices;
            // A machine that waits for ever is paused at its count, before it is seen to wait.
            case DEADLOCK -> pause == Pause.DEADLOCK || goesOn;
            case LIMIT, INTERRUPTED -> goesOn;
        };
    }

    /** What the machine ended by, if it ended by itself. */
    static Optional<EndKind> of(Pause pause) {
        return switch (pause) {
            case POWER_OFF -> Optional.of(EndKind.POWEROFF);
            case RESET -> Optional.of(EndKind.RESET);
            case CRASH -> Optional.of(EndKind.CRASH);
            case DEADLOCK -> Optional.of(EndKind.DEADLOCK);
            case COUNT, ASKED -> Optional.empty();
        };
    }
}
