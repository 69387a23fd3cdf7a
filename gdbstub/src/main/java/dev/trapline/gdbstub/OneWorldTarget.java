package dev.trapline.gdbstub;

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
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A target of which one world is seen, points hit in, and nothing of the others told. */
final class OneWorldTarget implements DebugTarget {
    private final DebugTarget all;
    private final int world;

    OneWorldTarget(DebugTarget all, int world) {
        this.all = all;
        this.world = world;
    }

    /** The world's first thread, if it is there now. */
    Optional<ThreadId> first() {
        return worlds().stream()
                .filter(w -> w.alive() && !w.threads().isEmpty())
                .map(w -> new ThreadId(world, w.threads().getFirst().id()))
                .findFirst();
    }

    @Override
    public String description() {
        return all.description();
    }

    @Override
    public List<World> worlds() {
        return all.worlds().stream().filter(w -> w.id() == world).toList();
    }

    @Override
    public ThreadId current() {
        return own(all.current());
    }

    /** A thread of this world: that one, or the first if it is another's; one that is gone while the world is. */
    private ThreadId own(ThreadId thread) {
        return thread.world() == world ? thread : first().orElse(new ThreadId(world, 1));
    }

    /** @throws DebugException if it is another world's */
    private ThreadId seen(ThreadId thread) {
        if (thread.world() != world) {
            throw new DebugException("there is no thread " + thread + " here, only those of inferior " + world);
        }
        return thread;
    }

    @Override
    public List<RegisterDescription> registers() {
        return all.registers();
    }

    @Override
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        return all.readRegister(seen(thread), number);
    }

    @Override
    public void writeRegister(ThreadId thread, int number, byte[] value) {
        all.writeRegister(seen(thread), number, value);
    }

    @Override
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        return all.readMemory(seen(thread), address, into, offset, length);
    }

    @Override
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        return all.writeMemory(seen(thread), address, from, offset, length);
    }

    @Override
    public List<MemoryArea> memoryMap() {
        return all.memoryMap();
    }

    /** Those of any world are of this one. */
    @Override
    public void setPoints(Collection<StopPoint> points) {
        all.setPoints(points.stream().map(this::here).toList());
    }

    private StopPoint here(StopPoint point) {
        return switch (point) {
            case StopPoint.Execution p -> new StopPoint.Execution(world, p.address(), p.condition());
            case StopPoint.Access p -> new StopPoint.Access(world, p.address(), p.length(), p.kind(), p.condition());
            case StopPoint.Calls p -> new StopPoint.Calls(world, p.numbers());
        };
    }

    @Override
    public void resume(Resume how, StopListener told) {
        all.resume(how, new StopListener() {
            @Override
            public void stopped(Stop stop) {
                told.stopped(seen(stop, told));
            }

            @Override
            public void says(String text) {
                told.says(text);
            }

            @Override
            public boolean asks(FileCall call) {
                return told.asks(call);
            }

            @Override
            public boolean givesUp() {
                return told.givesUp();
            }
        });
    }

    /** A stop as one of this world; where that is gone, its end. */
    private Stop seen(Stop stop, StopListener told) {
        ThreadId thread = own(stop.thread());
        if (first().isPresent()) {
            return new Stop(thread, stop.reason());
        }
        if (!reversible()) {
            return new Stop(thread, new Stop.Reason.Ended(0));
        }
        told.says("inferior " + world + " is not there at this place of history: go back to where it is\n");
        return new Stop(thread, stop.reason());
    }

    @Override
    public void interrupt() {
        all.interrupt();
    }

    @Override
    public void answered(FileAnswer answer) {
        all.answered(answer);
    }

    @Override
    public boolean reversible() {
        return all.reversible();
    }

    /** @throws DebugException always: the others would be restarted with it */
    @Override
    public void restart() {
        throw new DebugException(
                "inferior " + world + " cannot be restarted alone: restart the machine from an address without pid=");
    }

    /** Nothing: the others would end with it. The debugger leaves, and the machine goes on. */
    @Override
    public void kill() {}

    @Override
    public List<MonitorCommand> monitorCommands() {
        return all.monitorCommands();
    }

    @Override
    public List<TargetFile> files() {
        return all.files();
    }

    @Override
    public String executable(int of) {
        return all.executable(of);
    }

    @Override
    public List<InfoTable> tables() {
        return all.tables();
    }

    @Override
    public Optional<TraceFrames> frames() {
        return all.frames();
    }

    @Override
    public void close() {
        all.close();
    }
}
