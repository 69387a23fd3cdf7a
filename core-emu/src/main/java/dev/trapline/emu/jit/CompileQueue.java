package dev.trapline.emu.jit;

/** Who runs the compiler: the host's affair, and when it does so has no influence on what machines do. */
@FunctionalInterface
public interface CompileQueue {
    /** Runs a task now or later, on this thread or another; tasks of one queue one after another. */
    void submit(Runnable task);
}
