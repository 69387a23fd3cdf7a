package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
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
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.emu.view.ImageFiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine that runs now, as one debugger has it. */
final class LiveTarget implements DebugTarget {
    private final LiveDebugging debugging;
    private final Machine machine;
    private final ThreadView threads;
    private final DebugWrites writes;
    private final Lookout lookout;
    private final ImageFiles files;
    private final List<MonitorCommand> commands;
    /** Told of the stop of the resume that is under way; null while this debugger holds the machine. */
    private @Nullable StopListener told;

    private boolean interruptAsked;
    /** Whether it has not answered a call that is no longer waited for: what comes next from it is about that. */
    private boolean owes;

    private Optional<Stop> last = Optional.empty();

    LiveTarget(LiveDebugging debugging, Machine machine, ThreadView threads, DebugWrites writes, Lookout lookout) {
        this.debugging = debugging;
        this.machine = machine;
        this.threads = threads;
        this.writes = writes;
        this.lookout = lookout;
        files = new ImageFiles(machine.spec().images());
        commands = LiveCommands.of(debugging, this, machine, threads);
    }

    Lookout lookout() {
        return lookout;
    }

    /** Whether it lets the machine move; asked when locked, as all that follows. */
    boolean isRunning() {
        return told != null;
    }

    /** Tells of what was met on the way; what is returned tells it. */
    Optional<Runnable> stopIfMet() {
        if (told == null) {
            return Optional.empty();
        }
        Optional<Stop> met = lookout.hit();
        if (met.isEmpty() && interruptAsked) {
            met = Optional.of(new Stop(debugging.next(), new Stop.Reason.Interrupted()));
        }
        return met.flatMap(this::stop);
    }

    /** Whether it makes a call of the guest's; it is sent to it then. */
    boolean asks(FileCall call) {
        StopListener listener = told;
        return listener != null && !owes && listener.asks(call);
    }

    /** Its call is waited for no longer. */
    void owes() {
        owes = true;
    }

    @Override
    public void answered(FileAnswer answer) {
        debugging.locked(() -> {
            owes = false;
            OpenCall call = debugging.openFor(this);
            if (call != null) {
                call.answered(answer);
                debugging.changed();
            }
            boolean stops = switch (answer) {
                case FileAnswer.Done(long result, boolean interrupted) -> interrupted;
                case FileAnswer.Failed(int errno, boolean interrupted) -> interrupted;
                case FileAnswer.Garbled _ -> false;
            };
            if (stops && told != null) {
                interruptAsked = true;
                machine.stop();
            }
        });
    }

    /** The machine has ended. */
    Optional<Runnable> end(Stop.Reason reason) {
        return stop(new Stop(debugging.next(), reason));
    }

    private Optional<Runnable> stop(Stop stop) {
        StopListener listener = told;
        if (listener == null) {
            return Optional.empty();
        }
        told = null;
        interruptAsked = false;
        lookout.end();
        last = Optional.of(stop);
        return Optional.of(() -> listener.stopped(stop));
    }

    @Override
    public String description() {
        return debugging.description();
    }

    @Override
    public List<World> worlds() {
        return debugging.peeking(threads::worlds);
    }

    @Override
    public ThreadId current() {
        return debugging.peeking(() -> last.map(Stop::thread).orElseGet(debugging::next));
    }

    @Override
    public List<RegisterDescription> registers() {
        return threads.registers();
    }

    @Override
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        return debugging.peeking(() -> threads.readRegister(thread, number));
    }

    @Override
    public void writeRegister(ThreadId thread, int number, byte[] value) {
        debugging.looking(this, () -> {
            checkAlive();
            writes.register(threads.cpuToWrite(thread), number, value);
            return true;
        });
    }

    @Override
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return debugging.peeking(() -> {
            OpenCall call = debugging.openFor(this);
            OpenCall.Memory guest = (at, to, count) -> threads.readMemory(thread, at, into, to, count);
            return call == null ? guest.read(address, offset, length) : call.read(address, into, offset, length, guest);
        });
    }

    @Override
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        Optional<Integer> written = debugging.peeking(() -> {
            OpenCall call = debugging.openFor(this);
            return call != null
                    ? Optional.of(call.write(address, from, offset, length))
                    : owes ? Optional.of(0) : Optional.empty();
        });
        if (written.isPresent()) {
            return written.get();
        }
        return debugging.looking(this, () -> {
            checkAlive();
            return threads.writeMemory(thread, address, from, offset, length, writes::memory);
        });
    }

    /** What has ended can be looked at, but its recording says how it ended. */
    private void checkAlive() {
        if (debugging.isOver()) {
            throw new DebugException("the machine has ended");
        }
    }

    @Override
    public List<MemoryArea> memoryMap() {
        return machine.view().memoryMap();
    }

    @Override
    public void setPoints(Collection<StopPoint> points) {
        debugging.looking(this, () -> {
            lookout.setPoints(points);
            return true;
        });
    }

    @Override
    public void resume(Resume how, StopListener listener) {
        if (how.backwards()) {
            throw new DebugException("a machine that runs now has no history: record it, and debug the recording");
        }
        List<Runnable> stops = debugging.looking(this, () -> {
            if (told != null) {
                throw new DebugException("it runs already");
            }
            checkAlive();
            lookout.begin(how);
            told = listener;
            debugging.released();
            return how instanceof Resume.Step ? debugging.stepHere() : List.of();
        });
        stops.forEach(Runnable::run);
    }

    @Override
    public void interrupt() {
        Runnable[] tell = {() -> {}};
        debugging.locked(() -> {
            if (told == null) {
                return;
            }
            interruptAsked = true;
            if (debugging.isMoving()) {
                machine.stop();
            } else {
                // Another debugger holds the machine.
                stopIfMet().ifPresent(t -> tell[0] = t);
            }
        });
        tell[0].run();
    }

    @Override
    public boolean reversible() {
        return false;
    }

    @Override
    public void restart() {
        debugging.looking(this, () -> {
            checkAlive();
            writes.reset();
            last = Optional.empty();
            return true;
        });
    }

    @Override
    public void kill() {
        debugging.kill();
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
        return Optional.empty();
    }

    @Override
    public void takeBack() {
        debugging.takeBack(this);
    }

    @Override
    public void close() {
        debugging.detach(this);
    }
}
