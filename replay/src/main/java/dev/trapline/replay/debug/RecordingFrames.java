package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.emu.machine.Machine;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.timeline.Timeline;
import java.util.Optional;
import java.util.OptionalLong;

/** A recording's events as frames: frame N is where the machine is after the Nth of them, counted from 0. */
final class RecordingFrames implements TraceFrames {
    /** Events looked at for an address: each may take a replay of some instructions. */
    private static final long MOST_LOOKED_AT = 2000;

    private final RecordingTarget target;
    private final Timeline timeline;
    private final HistoryCommands.Words words;
    /** The count to go back to; none while no frame is selected. */
    private OptionalLong home = OptionalLong.empty();

    private Optional<TraceEvent> selected = Optional.empty();

    RecordingFrames(RecordingTarget target, Timeline timeline, HistoryCommands.Words words) {
        this.target = target;
        this.timeline = timeline;
        this.words = words;
    }

    @Override
    public long size() {
        Recording recording = timeline.recording();
        return recording.lastEvent() - recording.firstEvent() + 1;
    }

    @Override
    public Optional<String> description() {
        return selected.map(words::event);
    }

    @Override
    public void select(long number) {
        Refusals.told(() -> {
            selectFrame(number);
            return true;
        });
    }

    private void selectFrame(long number) {
        target.checkStands();
        TraceEvent event = event(number);
        if (home.isEmpty()) {
            home = OptionalLong.of(timeline.count());
        }
        target.seek(event.at().count());
        selected = Optional.of(event);
    }

    private TraceEvent event(long number) {
        EventReader reader = timeline.recording().reader();
        reader.seekEvent(timeline.recording().firstEvent() + number);
        if (number < 0 || number >= size() || !reader.next()) {
            throw new DebugException("there is no frame " + number + "; there are " + size());
        }
        return reader.event();
    }

    @Override
    public Optional<Long> selectAt(long after, int pc) {
        return Refusals.told(() -> firstAt(after, pc));
    }

    private Optional<Long> firstAt(long after, int pc) {
        target.checkStands();
        long before = timeline.count();
        for (long number = after + 1; number < size(); number++) {
            if (number > after + MOST_LOOKED_AT) {
                target.seek(before);
                throw new DebugException("no CPU is at that address at any of the next " + MOST_LOOKED_AT + " events");
            }
            target.seek(event(number).at().count());
            if (isAnyAt(pc)) {
                target.seek(before);
                select(number);
                return Optional.of(number);
            }
        }
        target.seek(before);
        return Optional.empty();
    }

    private boolean isAnyAt(int pc) {
        Machine machine = timeline.machine();
        for (int i = 0; i < machine.spec().cpus(); i++) {
            if (machine.cpu(i).on && machine.cpu(i).pc == pc) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void leave() {
        selected = Optional.empty();
        if (home.isPresent()) {
            target.seek(home.getAsLong());
            home = OptionalLong.empty();
        }
    }
}
