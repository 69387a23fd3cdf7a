package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.recorder.RecordingException;
import dev.trapline.replay.timeline.History;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import dev.trapline.replay.timeline.TimelineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Hands out cursors in one recording, one to each debugger; what one has passed the others get to as quickly. */
public final class RecordingTargets implements DebugTargets, AutoCloseable {
    private final Path recording;
    private final History history;
    private final OptionalLong at;
    private final HistoryCommands.Words words;
    /** For the next who comes. */
    private @Nullable DebugTarget ready;

    private boolean held;

    /**
     * @param at the count where a debugger begins; the end, where it died, if there is none
     * @param words how events are told to people
     */
    public RecordingTargets(Path recording, Timeline.Settings settings, OptionalLong at, HistoryCommands.Words words) {
        this.recording = recording;
        history = new History(recording, settings);
        this.at = at;
        this.words = words;
    }

    @Override
    public String description() {
        return "the recording " + recording;
    }

    /**
     * Gets to where debuggers begin before the first comes: gdb takes a server for dead that does not answer its first packet
     * within two seconds. Who comes meanwhile waits. Whether it can be done is told to who comes.
     *
     * @param control sees how far it is, and may give it up
     */
    public synchronized void prepare(SearchControl control) {
        try {
            Refusals.told(() -> {
                history.hold();
                held = true;
                return true;
            });
            DebugTarget there = open(control);
            if (control.cancelled()) {
                there.close();
            } else {
                ready = there;
            }
        } catch (DebugException e) {
            ready = null;
        }
    }

    @Override
    public DebugTarget attach() {
        return prepared().orElseGet(() -> open(SearchControl.NONE));
    }

    private synchronized Optional<DebugTarget> prepared() {
        Optional<DebugTarget> prepared = Optional.ofNullable(ready);
        ready = null;
        return prepared;
    }

    /** No debugger comes any more, and all have left. */
    @Override
    public synchronized void close() {
        prepared().ifPresent(DebugTarget::close);
        if (held) {
            history.leave();
            held = false;
        }
    }

    private DebugTarget open(SearchControl control) {
        return Refusals.told(() -> {
            Timeline timeline = new Timeline(history);
            try {
                return target(timeline, control);
            } catch (RuntimeException e) {
                timeline.close();
                throw e;
            }
        });
    }

    private DebugTarget target(Timeline timeline, SearchControl control) {
        List<World> everSeen = List.of();
        if (at.isEmpty() || timeline.machine().worlds().isAttached()) {
            goToEnd(timeline, control);
            everSeen = new ThreadView(timeline.machine()).worlds();
        }
        at.ifPresent(count -> timeline.seek(count, control));
        return new RecordingTarget(description(), timeline, everSeen, words);
    }

    /** Goes to the end, or as far as the recording is whole and runs as it did: whoever goes on from there is told why not. */
    private static void goToEnd(Timeline timeline, SearchControl control) {
        try {
            timeline.seek(timeline.last(), control);
        } catch (RecordingException | TimelineException e) {
            // The cursor stands at the last place there is.
            return;
        }
    }
}
