package dev.trapline.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Says plainly that a verb is not in this version, instead of treating it as a stray word. */
final class MissingCommands {
    /** Every verb Trapline is to have; those that exist are found in the command tree first. */
    private static final List<String> DESIGNED = List.of(
            "run", "record", "replay", "verify", "diff", "log", "info", "pack", "unpack", "gdb", "bench", "demo");

    private MissingCommands() {}

    /** Explains the first word of {@code given} when it is meant as a command of {@code at}, the root, which has none so named. */
    static Optional<String> explain(CommandLine at, String[] given) {
        if (at.getParent() != null
                || given.length == 0
                || given[0].startsWith("-")
                || at.getSubcommands().containsKey(given[0])) {
            return Optional.empty();
        }
        String yet = DESIGNED.contains(given[0]) ? " yet" : "";
        String have = String.join(", ", at.getSubcommands().keySet());
        return Optional.of("this version has no command '" + given[0] + "'" + yet + " (it has: " + have + ")");
    }
}
