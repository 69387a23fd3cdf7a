package dev.trapline.emu.debug;

/** A thread at a point where it may stop, for a {@link PointCondition} to look at while the machine is held. */
public interface PointView {
    ThreadId thread();

    /** A register of at most 64 bits, zero-extended; 0 if the thread has it not. */
    long register(int number);

    /**
     * Reads memory as the thread sees it.
     *
     * @return how many bytes, fewer than {@code length} where the next cannot be read
     */
    int readMemory(long address, byte[] into, int offset, int length);

    /** Whether this is a search, which may come by here though history is not there: nothing is to be said aloud. */
    boolean searching();
}
