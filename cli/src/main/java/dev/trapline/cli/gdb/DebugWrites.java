package dev.trapline.cli.gdb;

/** Does to a machine that stands still what a debugger wants done to it. All of it comes from outside (law 2). */
public interface DebugWrites {
    void register(int cpu, int number, byte[] value);

    /** Writes bytes within one page of physical memory; false if there is no RAM. */
    boolean memory(long pa, byte[] bytes);

    /** Starts the machine again, as a reset does. */
    void reset();
}
