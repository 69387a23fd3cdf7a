package dev.trapline.recorder.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/** A thread whose work can wait, as far as the host has a word for that. */
final class BackgroundThread {
    /** A tenth of the weight of what has 0: enough never to be left standing. */
    private static final int NICE = 10;

    /** Of setpriority(2), whose 0 is the calling thread: on Linux each has a nice value of its own. */
    private static final int PRIO_PROCESS = 0;

    private static final int CALLER = 0;

    private BackgroundThread() {}

    /** The calling thread gives way to others from now on: to the machine's, where there are fewer cores than threads. */
    static void giveWay() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            return;
        }
        MethodHandle setpriority =
                linker.downcallHandle(function.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            // Whoever may not be nicer stays as he is.
            int unused = (int) setpriority.invokeExact(PRIO_PROCESS, CALLER, NICE);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // Declared by every handle; a function of C throws nothing.
            throw new LinkageError("setpriority", e);
        }
    }
}
