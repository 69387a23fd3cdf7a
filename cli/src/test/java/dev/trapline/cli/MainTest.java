package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesTheBehaviourAndTheJava() {
        assertThat(run("--version")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .matches("trapline [0-9]\\S+ \\(behaviour version [0-9]+, Java 2[5-9].*\\)\\R")
                .doesNotContain("${");
    }

    @Test
    void helpTeachesTheCommandsAndTheExitStatus() {
        assertThat(run("--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("completion", "test", "Exit status:", "130", "divergence", "TRAPLINE_JVM_OPTS");
    }

    @Test
    void everyCommandHasAHeaderSoThatTheListOfCommandsTeaches() {
        Main.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(
                                command.getCommandSpec().usageMessage().header())
                        .as("header of %s", name)
                        .isNotEmpty());
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandSaysOfItselfWhatHelpSaysOfIt(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCodes.OK);
        String alone = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("help", command)).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).isEqualTo(alone).contains("Usage: trapline " + command);
    }

    @Test
    void noCommandAtAllIsAUsageError() {
        assertThat(run()).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).isEqualTo("trapline: a command is missing. Next: trapline --help\n");
    }

    @Test
    void aWordThatIsNoCommandIsNamedInOneLine() {
        assertThat(run("frobnicate", "--cpus", "2")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString())
                .startsWith("trapline: this version has no command 'frobnicate' (it has: ")
                .hasLineCount(1);
        assertThat(out.toString()).as("errors go to stderr only").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bogus",
                "completion",
                "completion fish",
                "completion bash extra",
                "test --bogus",
                "bench --runs x"
            })
    void badUsageIsOneLineThatNamesTheHelpToRead(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString())
                .startsWith("trapline: ")
                .endsWith(" --help\n")
                .hasLineCount(1);
    }

    @Test
    void theStackTraceIsShownOnlyOnDemand() {
        Main.execute(
                new String[] {"--bogus"},
                OutputStream.nullOutputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                true);
        assertThat(err.toString()).startsWith("trapline: Unknown option").contains("\tat dev.trapline.cli.Main");
    }

    @Test
    void completionOffersEveryCommand() {
        assertThat(run("completion", "bash")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("complete -F", "completion", "--continue", "--long");
        assertThat(out.toString()).doesNotContain("bashcompinit && compinit");
    }

    @Test
    void completionForZshLoadsWhatItRestsOn() {
        assertThat(run("completion", "zsh")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .startsWith("autoload -Uz compinit bashcompinit")
                .contains("complete -F");
    }

    private int run(String... args) {
        return Main.execute(
                args, OutputStream.nullOutputStream(), new PrintWriter(out, true), new PrintWriter(err, true), false);
    }
}
