package dev.trapline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The clone that the launcher started from: what some commands run lies there as scripts. */
final class SourceTree {
    private SourceTree() {}

    /**
     * Runs a script of the tree on this process's terminal and returns its exit status.
     *
     * @param command the command it is for, as the user says it
     * @param script relative to the root
     */
    static int run(String command, Path script, List<String> arguments) throws IOException, InterruptedException {
        String home = System.getProperty("trapline.home");
        if (home == null) {
            throw new UnusableInputException(
                    "no source tree is known here. Next: ./trapline " + command + " in a clone of Trapline");
        }
        List<String> line = new ArrayList<>();
        line.add(Path.of(home).resolve(script).toString());
        line.addAll(arguments);
        return new ProcessBuilder(line).inheritIO().start().waitFor();
    }
}
