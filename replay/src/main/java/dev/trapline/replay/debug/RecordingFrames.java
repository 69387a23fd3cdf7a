package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** A recording's events as frames: frame N is where the machine is after the Nth of them, counted from 0. */
final class RecordingFrames implements TraceFrames {
    private final RecordingTarget target;
    private final Timeline timeline;
    private final HistoryCommands.Words words;
    /** The count to go back to; none while no frame is selected. */
    private OptionalLong home = OptionalLong.empty();

    /** The pCPU that the selected one is about; -1 for none. */
    private int cpu = -1;

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
    public Optional<ThreadId> thread() {
        return selected.isEmpty() || cpu < 0
                ? Optional.empty()
                : Optional.of(target.view().running(timeline.machine().cpu(cpu)));
    }

    @Override
    public void select(long number, BooleanSupplier givenUp) {
        Refusals.told(() -> {
            selectFrame(number, givenUp);
            return true;
        });
    }

    private void selectFrame(long number, BooleanSupplier givenUp) {
        target.checkStands();
        TraceEvent event = event(number);
        long present = timeline.count();
        if (!target.seek(event.at().count(), control(givenUp))) {
            throw new DebugException(
                    "frame " + number + " was not reached, but the same again begins on the way there");
        }
        selected(event, event.cpu(), present);
    }

    /** The cursor has come to an event. */
    private void selected(TraceEvent event, int of, long from) {
        target.seek(timeline.count());
        home = OptionalLong.of(home.orElse(from));
        selected = Optional.of(event);
        cpu = of;
    }

    private static SearchControl control(BooleanSupplier givenUp) {
        return new SearchControl() {
            @Override
            public boolean cancelled() {
                return givenUp.getAsBoolean();
            }
        };
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
    public Optional<Long> selectAt(long after, int pc, BooleanSupplier givenUp) {
        return Refusals.told(() -> firstAt(after, pc, givenUp));
    }

    private Optional<Long> firstAt(long after, int pc, BooleanSupplier givenUp) {
        target.checkStands();
        long before = timeline.count();
        SearchControl control = control(givenUp);
        for (long number = after + 1; number < size(); number++) {
            TraceEvent event = event(number);
            if (control.cancelled() || !timeline.seek(event.at().count(), control)) {
                target.seek(before);
                throw TraceFrames.givenUp(after, number);
            }
            int at = whoIsAt(pc, event.cpu());
            if (at >= 0) {
                selected(event, at, before);
                return Optional.of(number);
            }
        }
        target.seek(before);
        return Optional.empty();
    }

    /** The pCPU that is at an instruction, the event's own before others; -1 if none is. */
    private int whoIsAt(int pc, int own) {
        Machine machine = timeline.machine();
        if (own >= 0 && isAt(machine.cpu(own), pc)) {
            return own;
        }
        for (int i = 0; i < machine.spec().cpus(); i++) {
            if (isAt(machine.cpu(i), pc)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAt(Cpu s, int pc) {
        return s.on && s.pc == pc;
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
