package dev.trapline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a terminal of its own, which {@code script} provides. */
class TerminalTest {
    /** Enters raw mode, writes what {@code stty -a} says then, and ends as it is told. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws Exception {
            Terminal terminal = Terminal.raw().orElseThrow();
            new ProcessBuilder("stty", "-a")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectOutput(Path.of(args[0]).toFile())
                    .start()
                    .waitFor();
            switch (args[1]) {
                case "close" -> terminal.close();
                case "exit" -> System.exit(Terminal.is(0) ? 7 : 8);
                case "killed" -> {
                    new ProcessBuilder(
                                    "kill",
                                    String.valueOf(ProcessHandle.current().pid()))
                            .start()
                            .waitFor();
                    Thread.sleep(60_000);
                }
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
    }

    @TempDir
    Path dir;

    @BeforeEach
    void needsATerminal() {
        assumeTrue(Tools.present("script", "stty"));
    }

    @Test
    void keysComeAtOnceAndUnshownUntilItIsClosed() throws Exception {
        run("close");

        assertThat(Files.readString(dir.resolve("during")))
                .contains("-icanon", "-echo ", "-isig", "-ixon", "-icrnl")
                .as("lines of ours still end as usual")
                .contains("\nopost ", " onlcr ");
        assertRestored();
    }

    @Test
    void theFormerModeComesBackWhenTheJvmExits() throws Exception {
        run("exit");

        assertThat(Files.readString(dir.resolve("status")).strip())
                .as("stdin is seen to be a terminal")
                .isEqualTo("7");
        assertRestored();
    }

    @Test
    void theFormerModeComesBackWhenTheJvmIsKilled() throws Exception {
        run("killed");

        assertThat(Files.readString(dir.resolve("status")).strip()).isEqualTo("143");
        assertRestored();
    }

    @Test
    void aFileIsNoTerminal() throws Exception {
        Tools.Result result = Tools.run(
                List.of(java(), "-cp", System.getProperty("java.class.path"), NoTerminalProbe.class.getName()));

        assertThat(result.out()).isEqualTo("false false\n");
    }

    /** Says whether stdin and stdout are terminals. */
    static final class NoTerminalProbe {
        private NoTerminalProbe() {}

        public static void main(String[] args) {
            System.out.println(Terminal.is(0) + " " + Terminal.is(1));
        }
    }

    private void run(String how) throws Exception {
        Path commands = Files.writeString(dir.resolve("commands"), """
                cd '%s'
                stty -g >before
                '%s' -cp '%s' '%s' during %s
                echo $? >status
                stty -g >after
                """.formatted(
                        dir, java(), System.getProperty("java.class.path"), Probe.class.getName(), how));
        Tools.Result result = Tools.run(List.of("script", "-q", "-c", "sh " + commands, "/dev/null"));
        assertThat(dir.resolve("after")).as(result.out() + result.err()).exists();
    }

    private void assertRestored() throws Exception {
        assertThat(Files.readString(dir.resolve("after"))).isEqualTo(Files.readString(dir.resolve("before")));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
