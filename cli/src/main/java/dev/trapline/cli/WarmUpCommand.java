package dev.trapline.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once what commands are used for, while the JVM notes what it loads and how often it runs what: later JVMs begin with
 * that. What it did not see run, they run slowly for long, so it has to be as varied as its use.
 */
@Command(
        name = "warm-up",
        mixinStandardHelpOptions = true,
        hidden = true,
        header = "Record and replay programs, for the JVM to learn from.")
final class WarmUpCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "Where recordings are put, which are left there.")
    private Path directory = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ELF", description = "The programs.")
    private List<Path> programs = List.of();

    @Override
    public Integer call() {
        for (int i = 0; i < programs.size(); i++) {
            String program = programs.get(i).toString();
            String recording = directory.resolve("program" + i).toString();
            execute("run", "--memory", "128M", "--kernel", program);
            execute("record", "--output", recording, "--memory", "128M", "--kernel", program);
            execute("replay", recording);
            execute("log", "--last", "10", recording);
        }
        return ExitCodes.OK;
    }

    /** How it ends is of no interest: programs that crash are among them. */
    private static void execute(String... command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int unused = Main.execute(command, OutputStream.nullOutputStream(), nowhere, nowhere, false);
    }
}
