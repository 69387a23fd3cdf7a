package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.InfoTable;
import dev.trapline.emu.debug.MemoryArea;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.TargetFile;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.view.ImageFiles;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A recording as one debugger has it, with a cursor of its own. */
final class RecordingTarget implements DebugTarget {
    private final String description;
    private final Timeline timeline;
    private final ThreadView threads;
    private final Mover mover;
    private final List<World> everSeen;
    private final ImageFiles files;
    private final List<MonitorCommand> commands;
    private final TraceFrames frames;
    private final ExecutorService runner;
    private Collection<StopPoint> points = List.of();
    private @Nullable WhatIf whatIf;
    private Optional<Stop> last = Optional.empty();
    private final Way way = new Way();
    /** Whether what is under way is to be given up. */
    private volatile boolean cancelled;

    /**
     * @param timeline stands where the debugger is to begin; closed with the target
     * @param everSeen the worlds there have been at the recording's end
     */
    RecordingTarget(String description, Timeline timeline, List<World> everSeen, HistoryCommands.Words words) {
        this.everSeen = everSeen;
        this.description = description;
        this.timeline = timeline;
        threads = new ThreadView(timeline.machine());
        mover = new Mover(timeline, threads, way);
        files = new ImageFiles(timeline.spec().images());
        commands = new HistoryCommands(this, timeline, words).all();
        frames = new RecordingFrames(this, timeline, words);
        runner = Executors.newSingleThreadExecutor(task -> {
            Thread thread =
                    new Thread(task, "debugger of " + timeline.recording().name());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The machine that the debugger sees: of history, or of what would have been. */
    ThreadView view() {
        WhatIf branch = whatIf;
        return branch == null ? threads : branch.threads();
    }

    /** The branch there is. */
    Optional<WhatIf> branch() {
        return Optional.ofNullable(whatIf);
    }

    /** History moves to a count: whatever would have been is dropped. */
    void seek(long count) {
        seek(count, SearchControl.NONE);
    }

    /**
     * The same, or back to where it was if that is given up; returns whether it arrived.
     *
     * @throws DebugException if it is on its way
     */
    boolean seek(long count, SearchControl control) {
        way.checkStands();
        long here = timeline.count();
        whatIf = null;
        last = Optional.empty();
        boolean arrived = timeline.seek(count, control);
        if (!arrived) {
            timeline.seek(here);
        }
        return arrived;
    }

    /** Looks at it, on its way or not. */
    <T> T standing(Supplier<T> action) {
        return way.standing(action);
    }

    /** @throws DebugException if it is on its way */
    void checkStands() {
        way.checkStands();
    }

    /** A command that begins now, and that {@link #interrupt} gives up. */
    SearchControl control(MonitorCommand.Hearer says) {
        return control(says, says::givesUp);
    }

    /**
     * Something long that begins now. An interrupt of before is forgotten here, also one that came after whoever asked for this
     * and overtook it: of that {@code givesUp} knows.
     */
    private SearchControl control(Consumer<String> says, BooleanSupplier givesUp) {
        cancelled = false;
        return new SearchControl() {
            private final Pace pace = new Pace();

            @Override
            public boolean cancelled() {
                return cancelled || givesUp.getAsBoolean();
            }

            @Override
            public void progress(long done, long all) {
                pace.tell(done, all, says);
            }
        };
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<World> worlds() {
        return way.standing(this::worldsHere);
    }

    private List<World> worldsHere() {
        List<World> worlds = new ArrayList<>(view().worlds());
        // Those that have not appeared yet where the cursor is keep their numbers.
        for (World later : everSeen) {
            if (later.id() > worlds.getLast().id()) {
                worlds.add(new World(later.id(), later.name(), false, List.of()));
            }
        }
        return worlds;
    }

    @Override
    public ThreadId current() {
        return way.standing(this::currentHere);
    }

    private ThreadId currentHere() {
        WhatIf branch = whatIf;
        return last.map(Stop::thread).orElseGet(() -> branch == null ? mover.current() : branch.current());
    }

    @Override
    public List<RegisterDescription> registers() {
        return threads.registers();
    }

    @Override
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        return way.standing(() -> view().readRegister(thread, number));
    }

    /** The branch there is, or one that begins here: it is entered once something was written. */
    private WhatIf writable() {
        way.checkStands();
        WhatIf branch = whatIf;
        if (branch == null) {
            branch = Refusals.told(() -> WhatIf.at(timeline.recording(), timeline.machine()));
            branch.setPoints(points);
        }
        return branch;
    }

    @Override
    public void writeRegister(ThreadId thread, int number, byte[] value) {
        way.checkStands();
        // To begin a branch takes a while.
        view().cpuToWrite(thread);
        WhatIf branch = writable();
        branch.writeRegister(thread, number, value);
        whatIf = branch;
    }

    @Override
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return way.standing(() -> view().readMemory(thread, address, into, offset, length));
    }

    @Override
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        WhatIf branch = writable();
        int written = branch.writeMemory(thread, address, from, offset, length);
        if (written > 0) {
            whatIf = branch;
        }
        return written;
    }

    @Override
    public List<MemoryArea> memoryMap() {
        return timeline.machine().view().memoryMap();
    }

    @Override
    public void setPoints(Collection<StopPoint> all) {
        way.standing(() -> {
            points = new ArrayList<>(all);
            mover.setPoints(all);
            branch().ifPresent(b -> b.setPoints(all));
            return true;
        });
    }

    @Override
    public void resume(Resume how, StopListener told) {
        way.checkStands();
        WhatIf branch = whatIf;
        if (branch != null && (how.backwards() || branch.isCallOver())) {
            whatIf = null;
            branch = null;
        }
        WhatIf present = branch;
        Optional<ThreadId> stepped = stepped(how);
        stepped.ifPresent(view()::checkThere);
        boolean waits = stepped.isPresent() && view().cpuOrNone(stepped.get()) < 0;
        SearchControl control = control(told::says, told::givesUp);
        way.begin(how.backwards());
        if (present == null && how instanceof Resume.Step && !waits) {
            // Mostly over at once; a thread of its own would take longer than the step.
            finish(stop(how, present, control), told);
        } else {
            runner.execute(() -> finish(stop(how, present, control), told));
        }
    }

    private static Optional<ThreadId> stepped(Resume how) {
        return switch (how) {
            case Resume.Run run -> Optional.empty();
            case Resume.Step step -> Optional.of(step.thread());
            case Resume.StepRange range -> Optional.of(range.thread());
        };
    }

    /** Whatever happens on the way, it ends with a stop: a debugger that is told of none waits for ever. */
    private Stop stop(Resume how, @Nullable WhatIf branch, SearchControl control) {
        try {
            return branch == null
                    ? Refusals.told(() -> mover.move(how, control))
                    : Refusals.told(() -> branch.run(how, control, way));
        } catch (DebugException e) {
            return new Stop(mover.current(), new Stop.Reason.HistoryEnds(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return new Stop(mover.current(), new Stop.Reason.Dead("a fault of Trapline's own: " + e));
        }
    }

    private void finish(Stop stop, StopListener told) {
        way.end(() -> last = Optional.of(stop));
        told.stopped(stop);
    }

    @Override
    public void interrupt() {
        cancelled = true;
    }

    @Override
    public boolean reversible() {
        return true;
    }

    @Override
    public void restart() {
        way.checkStands();
        Refusals.told(() -> {
            seek(timeline.first());
            return true;
        });
    }

    @Override
    public void kill() {
        // What would have been goes with the debugger, which leaves.
        cancelled = true;
    }

    @Override
    public List<MonitorCommand> monitorCommands() {
        return commands;
    }

    @Override
    public List<TargetFile> files() {
        return files.all();
    }

    @Override
    public String executable(int world) {
        return world == 1 ? files.executable() : "";
    }

    @Override
    public List<InfoTable> tables() {
        return List.of(ThreadView.table(worlds()));
    }

    @Override
    public Optional<TraceFrames> frames() {
        return Optional.of(frames);
    }

    @Override
    public void close() {
        cancelled = true;
        runner.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (runner.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        timeline.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
