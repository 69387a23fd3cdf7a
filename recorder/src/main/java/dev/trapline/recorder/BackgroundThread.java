package dev.trapline.recorder;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** A thread whose work can wait, as far as the host has a word for that. */
public final class BackgroundThread {
    /** On Linux a thread has a nice value of its own; a third of the weight of what has 0 to a tenth. */
    private static final int NICE = 10;

    private static final int PRIO_PROCESS = 0;

    private BackgroundThread() {}

    /** The calling thread gives way to others from now on: the machine's, where there are fewer cores than threads. */
    public static void giveWay() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        MemoryLayout integer = ValueLayout.JAVA_INT;
        try {
            // 0 is the caller, which for Linux is the thread.
            MethodHandle setpriority = linker.downcallHandle(
                    symbols.find("setpriority").orElseThrow(), FunctionDescriptor.of(ValueLayout.JAVA_INT, integer, integer, integer));
            int ignored = (int) setpriority.invokeExact(PRIO_PROCESS, 0, NICE);
        } catch (Throwable e) {
            throw new LinkageError("setpriority", e);
        }
    }
}
