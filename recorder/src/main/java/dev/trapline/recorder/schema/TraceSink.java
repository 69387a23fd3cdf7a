package dev.trapline.recorder.schema;

/**
 * Takes what happens in a machine, one method an event, on the machine's thread, allocating nothing. This interface is
 * the schema: {@link TraceEvent} has the same events as records, {@link EventKind} their numbers and roles.
 *
 * <p>Every method begins with {@code count}, the clock's count as the event happens, which never falls from call to
 * call; the order of calls at one count is the ordinal. {@code cpu} is a pCPU's number from 0, or -1 for the machine's
 * own doing. Addresses, values and arguments of 32 bits are zero-extended. Arrays are copied before the call returns;
 * a piece of bytes is at most {@link #MAX_BYTES} long, and whoever has more tells it in pieces at the same count.
 */
public interface TraceSink {
    /** The longest piece of bytes one event can carry. */
    int MAX_BYTES = 1 << 16;

    /** The most bytes of a call's arguments that are captured. */
    int MAX_CAPTURED = 256;

    /** For a pCPU's number where something comes from outside the machine. */
    int OUTSIDE = -1;

    /** The most argument registers a call shows. */
    int MAX_ARGUMENTS = 8;

    /**
     * A pCPU took an exception.
     *
     * @param vector byte offset of the vector (DDI 0406C B1.8.1)
     * @param syndrome HSR for Hyp, DFSR or IFSR for aborts, the immediate for SVC, else 0
     * @param faultAddress HDFAR, HIFAR, DFAR or IFAR, else 0
     * @param intermediateAddress the faulting IPA for a stage-2 abort (HPFAR and offset), else 0
     * @param returnAddress what LR or ELR_hyp received
     */
    void exceptionTaken(
            long count,
            int cpu,
            int vector,
            int fromMode,
            int toMode,
            int syndrome,
            long faultAddress,
            long intermediateAddress,
            long returnAddress);

    /**
     * A call left its caller; {@link #callReturn} on the same pCPU or vCPU brings its result.
     *
     * @param immediate of the instruction
     * @param number which call, by its ABI
     * @param arguments the first {@code argumentCount} (at most {@link #MAX_ARGUMENTS}) are its arguments
     * @param captured bytes its arguments point to, {@code capturedLength} (at most {@link #MAX_CAPTURED}) from {@code
     *     capturedOffset}
     * @param fullLength how long they would have been untruncated
     */
    void call(
            long count,
            int cpu,
            CallKind kind,
            int immediate,
            int number,
            long[] arguments,
            int argumentCount,
            byte[] captured,
            int capturedOffset,
            int capturedLength,
            int fullLength);

    /**
     * A call's result.
     *
     * @param resultCount 0 to 2 of the results that follow are meant; the others are 0
     */
    void callReturn(long count, int cpu, CallKind kind, int number, int resultCount, long result0, long result1);

    /**
     * The event that was told last, in all but its count: for what recurs so often that telling it in full is most of its cost.
     *
     * @return false if it is not taken like this, and has to be told in full
     */
    default boolean again(long count) {
        return false;
    }

    /**
     * A pCPU read a device's register.
     *
     * @param device its index on the board, 0 to 1023
     * @param size in bytes: 1, 2, 4 or 8
     */
    void deviceRead(long count, int cpu, int device, long pa, int size, long value);

    void deviceWrite(long count, int cpu, int device, long pa, int size, long value);

    /** A pCPU read a register of the CPU complex that lies in memory: the GIC's. */
    void complexRead(long count, int cpu, long pa, int size, long value);

    void complexWrite(long count, int cpu, long pa, int size, long value);

    /** A pCPU wrote a generic timer's register; {@code register} is the writer's own numbering, 0 to 2^24 - 1. */
    void timerWrite(long count, int cpu, int register, long value);

    /** A device's line into the GIC changed; {@code intid} from 32. */
    void line(long count, int intid, boolean high);

    /** A pCPU's private line changed; {@code intid} 16 to 31. */
    void privateLine(long count, int cpu, int intid, boolean high);

    void acknowledged(long count, int cpu, int intid, boolean virtual);

    void ended(long count, int cpu, int intid, boolean virtual);

    /** An interrupt became pending where {@code cpu} will take it: of a list register if virtual, else an SGI. */
    void injected(long count, int cpu, int intid, boolean virtual);

    /** A device wrote guest memory. */
    void memoryWritten(long count, long pa, byte[] bytes, int offset, int length);

    /**
     * A device wrote guest memory, from bytes the recording holds as an image.
     *
     * @param sha256 the image's digest, 32 bytes
     * @param imageOffset where in the image they begin
     * @param length in bytes, of any size
     */
    void memoryWrittenFromImage(long count, long pa, byte[] sha256, long imageOffset, long length);

    /** A device wrote memory of its own that guests can read (a flash bank). */
    void ownMemoryWritten(long count, long pa, byte[] bytes, int offset, int length);

    /** Accesses to a device's own memory go elsewhere from now on: to the device (true) or to the bytes. */
    void ownMemoryRouted(long count, long pa, long length, boolean loadsToDevice, boolean storesToDevice);

    /** Stage 2 root or VMID changed on a pCPU: VTTBR was written with another value. */
    void worldSwitch(long count, int cpu, long vttbr);

    void sleep(long count, int cpu, SleepKind kind);

    void wake(long count, int cpu);

    /** Every pCPU waited, and time passed over to virtual time {@code toNs}, never backwards. */
    void timeSkipped(long count, long toNs);

    /** The guest printed a byte on the console, 0 to 255. */
    void console(long count, int byteValue);

    /** An input of law 2 entered the machine; {@code index} 0 to 65535 as {@link InputKind} says, else 0. */
    void input(long count, InputKind kind, int index, byte[] bytes, int offset, int length);

    /** A pCPU was switched on, to begin at {@code entry}, or off. */
    void power(long count, int cpu, boolean on, long entry);

    /** The run ended. */
    void machineEnd(long count, EndKind kind);

    /** The machine was reset and goes on; count and time go on too. */
    void reset(long count);

    /**
     * The running hash of the machine's state, between two instructions.
     *
     * @param dirtyPages pages written since the last such event
     */
    void stateHash(long count, long hi, long lo, int dirtyPages);

    /**
     * A semihosting call. Of {@link #OUTSIDE}, what it learnt of the host's files, of a debugger or of keys that the UART
     * gave up, which is fed when it is run again; of a pCPU, told after that, what it came to, which follows from the rest.
     *
     * @param operation the number in r0
     * @param handle what it is about, else 0, which is also a debugger's console
     * @param result of OUTSIDE, what {@code HostFiles} answered or how many keys there were, else what r0 holds then
     * @param bytes of OUTSIDE: read for the guest (SYS_READ, and keys with SYS_READC), written by it (SYS_WRITE), or names
     *     parted by a zero: of a file and of fopen's mode (SYS_OPEN), of a file (SYS_REMOVE), old and new (SYS_RENAME); a
     *     command (SYS_SYSTEM)
     */
    void semihosting(long count, int cpu, int operation, int handle, long result, byte[] bytes, int offset, int length);

    /**
     * An event of the model.
     *
     * @param modelKind 0 to 65535: its name and fields are declared in the manifest
     */
    void model(long count, int cpu, int modelKind, byte[] bytes, int offset, int length);

    /** A remark for people, such as who attached a debugger: UTF-8. Allowed to allocate: it is rare. */
    void note(long count, String text);
}
