package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.recorder.RecordingException;
import dev.trapline.replay.timeline.Timeline;
import dev.trapline.replay.timeline.TimelineException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Hands out cursors in one recording, one to each debugger. */
public final class RecordingTargets implements DebugTargets {
    private final Path recording;
    private final Timeline.Settings settings;
    private final OptionalLong at;
    private final HistoryCommands.Words words;

    /**
     * @param at the count where a debugger begins; the end, where it died, if there is none
     * @param words how events are told to people
     */
    public RecordingTargets(Path recording, Timeline.Settings settings, OptionalLong at, HistoryCommands.Words words) {
        this.recording = recording;
        this.settings = settings;
        this.at = at;
        this.words = words;
    }

    @Override
    public String description() {
        return "the recording " + recording;
    }

    @Override
    public DebugTarget attach() {
        try {
            Timeline timeline = new Timeline(recording, settings);
            List<World> everSeen = List.of();
            if (timeline.machine().worlds().isAttached()) {
                timeline.seek(timeline.last());
                everSeen = new ThreadView(timeline.machine()).worlds();
            }
            timeline.seek(at.orElse(timeline.last()));
            return new RecordingTarget(description(), timeline, everSeen, words);
        } catch (RecordingException | TimelineException e) {
            throw new DebugException(String.valueOf(e.getMessage()));
        }
    }
}
