package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.RecordingCase;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trapline diff} from its command line to its exit status. */
class DiffCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(List<String> line) {
        return Main.execute(
                line.toArray(String[]::new),
                OutputStream.nullOutputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false);
    }

    private Path record(String name, int seed) {
        Path recording = dir.resolve(name);
        execute(List.of(
                "record",
                "-o",
                recording.toString(),
                "--memory",
                "128M",
                "--cpus",
                "2",
                "--seed",
                "" + seed,
                "--kernel",
                RecordingCase.named("race").elf().toString()));
        err.getBuffer().setLength(0);
        return recording;
    }

    private int diff(Path a, Path b, String... options) {
        List<String> line = new ArrayList<>(List.of("diff", a.toString(), b.toString()));
        line.addAll(List.of(options));
        return execute(line);
    }

    @Test
    void theVerdictIsTheFirstLineAndTheStatusSaysWhetherTheyDiffer() {
        Path good = record("good", 1);
        Path bad = record("bad", 6);
        assertThat(diff(good, good)).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).startsWith("the runs are the same to the end: ");
        out.getBuffer().setLength(0);
        assertThat(diff(good, bad)).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .startsWith("the runs part in take_mailbox: pCPU 0, count ")
                .contains("read mailbox+0x30");
        assertThat(err.toString())
                .as("what was said before they were run")
                .contains("trapline: made with another seed: 1 / 6");
    }

    @Test
    void jsonHasTheVerdictAndNamesThePlaces() {
        assertThat(diff(record("good", 1), record("bad", 6), "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString())
                .startsWith("{\n  \"differs\": true,\n  \"verdict\": \"the runs part in take_mailbox")
                .contains("\"level\": \"event\"")
                .contains("\"symbol\": \"mailbox+0x30\"")
                .contains("\"by\": \"cpu\"");
    }

    @Test
    void whatCannotBeComparedIsOneLineThatSaysWhatToDo() {
        Path good = record("good", 1);
        Path bad = record("bad", 6);
        assertThat(diff(good, bad, "--level", "insn")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("(seed)")
                .endsWith("Next: --level event, or leave --level out");
        err.getBuffer().setLength(0);
        assertThat(diff(good, dir.resolve("none"))).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("there is no recording")
                .contains("Next: ");
        assertThat(out.toString()).isEmpty();
    }
}
