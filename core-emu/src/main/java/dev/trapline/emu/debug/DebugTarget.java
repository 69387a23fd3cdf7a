package dev.trapline.emu.debug;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A machine or a recording of one, as one debugger has it. Each debugger has its own; what they share is behind it.
 *
 * <p>Methods are for one thread at a time, but {@link #interrupt} is for any. While the machine runs, between
 * {@link #resume} and what it tells, a live machine can be looked at and is held for it; where that is not possible
 * methods throw {@link DebugException}. They also do for a thread or world that is not there.
 */
public interface DebugTarget extends AutoCloseable {
    /** What it is, one line for people. */
    String description();

    /** All worlds that there ever are, in order of their numbers; at least world 1. */
    List<World> worlds();

    /** The thread to look at first: the one of the last stop, or that would execute next. */
    ThreadId current();

    /** The registers that threads have, in order of their numbers; the same for all. */
    List<RegisterDescription> registers();

    /**
     * A register's value, little-endian.
     *
     * @param number as one of {@link #registers} has it
     * @return empty if the thread has it not, as it is
     */
    Optional<byte[]> readRegister(ThreadId thread, int number);

    /** Writes a register. */
    void writeRegister(ThreadId thread, int number, byte[] value);

    /**
     * Reads memory as the thread sees it, through its own translation; devices are not read.
     *
     * @param address 32 bits
     * @return how many bytes, fewer than {@code length} where the next cannot be read
     */
    int readMemory(ThreadId thread, long address, byte[] into, int offset, int length);

    /**
     * Writes memory as the thread sees it, whatever its permissions.
     *
     * @return how many bytes, fewer than {@code length} where the next cannot be written
     */
    int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length);

    /** What is at which virtual address; empty if that cannot be told. */
    List<MemoryArea> memoryMap();

    /** From now on these are the points to stop at, and no others. */
    void setPoints(Collection<StopPoint> points);

    /**
     * Lets the machine go on; {@code told} is told of the stop. Points at the instruction that comes first do not stop it.
     *
     * @throws DebugException if it runs already, or cannot go that way; then nothing is told
     */
    void resume(Resume how, StopListener told);

    /** Ends the running resume soon, with {@link Stop.Reason.Interrupted}; nothing if there is none. From any thread. */
    void interrupt();

    /** What came of what {@link StopListener#asks} was asked; nothing if nobody waits for it any more. */
    default void answered(FileAnswer answer) {}

    /** Whether it can go backwards. */
    boolean reversible();

    /** Goes to the beginning, as if it had been started anew. */
    void restart();

    /** Ends what can be ended: a live machine. A recording stays as it is. */
    void kill();

    List<MonitorCommand> monitorCommands();

    /** The images there are. */
    List<TargetFile> files();

    /** The name of the file that a world executes; empty if it is not known. */
    String executable(int world);

    List<InfoTable> tables();

    /** Empty for a live machine. */
    Optional<TraceFrames> frames();

    /** As if it had never been handed out: its debugger was turned away. A live machine that waits for its first still does. */
    default void takeBack() {
        close();
    }

    /** The debugger leaves. A live machine goes on. */
    @Override
    void close();
}
