package dev.trapline.cli.gdb;

/** Does to a machine that stands still what a debugger wants done to it. All of it comes from outside (law 2). */
public interface DebugWrites {
    void register(int cpu, int number, byte[] value);

    /** Returns how many bytes were written. */
    int memory(int cpu, long address, byte[] from, int offset, int length);

    /** Starts the machine again, as a reset does. */
    void reset();
}
