package dev.trapline.emu.debug;

import java.util.List;
import java.util.function.Consumer;

/** Something that a target can do and debuggers have no word for. */
public interface MonitorCommand {
    /** One word in lower case. */
    String name();

    /** Its arguments, such as {@code POS}; empty if it has none. */
    String synopsis();

    /** The first line says what it does; more lines may teach. */
    String help();

    /**
     * Does it.
     *
     * @param selected the thread the debugger looks at
     * @param says takes text for people, whole lines
     * @return whether registers and memory are others now, so that what the debugger remembers of them is stale
     * @throws DebugException if it cannot be done
     */
    boolean run(ThreadId selected, List<String> arguments, Consumer<String> says);
}
