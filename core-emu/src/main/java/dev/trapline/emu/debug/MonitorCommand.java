package dev.trapline.emu.debug;

import java.util.List;
import java.util.function.Consumer;

/** Something that a target can do and debuggers have no word for. */
public interface MonitorCommand {
    /** What a command does. */
    @FunctionalInterface
    interface Action {
        /** As {@link MonitorCommand#run}. */
        boolean run(ThreadId selected, List<String> arguments, Hearer says);
    }

    /** Whoever gave a command: takes text for people. */
    interface Hearer extends Consumer<String> {
        /** Whether the command is to be given up: the user has asked for that since giving it, though it had not begun yet. */
        default boolean givesUp() {
            return false;
        }
    }

    /** A command made of its parts. */
    static MonitorCommand of(String name, String synopsis, String help, Action action) {
        return new MonitorCommand() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String synopsis() {
                return synopsis;
            }

            @Override
            public String help() {
                return help;
            }

            @Override
            public boolean run(ThreadId selected, List<String> arguments, Hearer says) {
                return action.run(selected, arguments, says);
            }
        };
    }

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
     * @param says takes text for people, whole lines; called by one thread at a time
     * @return whether registers and memory are others now, so that what the debugger remembers of them is stale
     * @throws DebugException if it cannot be done
     */
    boolean run(ThreadId selected, List<String> arguments, Hearer says);
}
