package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.fixtures.TinyGuest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run|record --from REC@POS}: a recorded run goes on live. */
class FromRecordingTest {
    @TempDir
    private Path dir;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int trapline(String... line) {
        console.reset();
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        return Main.execute(line, console, new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    private String stdout() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }

    private Path race() {
        Path rec = dir.resolve("race.rec");
        String elf = RecordingCase.named("race").elf().toString();
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--memory",
                        "128M",
                        "--cpus",
                        "2",
                        "--seed",
                        "6",
                        "--kernel",
                        elf))
                .isEqualTo(ExitCodes.FAILED);
        return rec;
    }

    private String state(Path rec) {
        assertThat(trapline("info", rec.toString())).isEqualTo(ExitCodes.OK);
        return out.toString()
                .lines()
                .filter(l -> l.contains("state:"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "1", "100000", "250001", "end"})
    void leftToItselfItComesToTheSameEnd(String position) {
        Path rec = race();
        String whole = stdout();
        assertThat(trapline("run", "--from", rec + "@" + position))
                .isEqualTo(position.equals("end") ? ExitCodes.OK : ExitCodes.FAILED);
        assertThat(whole).as("what is printed is the rest").endsWith(stdout());
        assertThat(err.toString()).contains("after 304,622 instructions");
    }

    @Test
    void whatFollowsIsARecordingThatReplaysAndVerifiesAndGoesOnAgain() {
        Path rec = race();
        Path child = dir.resolve("child.rec");
        Path grandchild = dir.resolve("grandchild.rec");
        assertThat(trapline("record", "-o", child.toString(), "--from", rec + "@200000"))
                .isEqualTo(ExitCodes.FAILED);
        String rest = stdout();
        assertThat(state(child)).isEqualTo(state(rec));
        assertThat(trapline("replay", child.toString())).isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo(rest);
        assertThat(trapline("record", "-o", grandchild.toString(), "--from", child + "@250000"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(trapline("verify", child.toString(), grandchild.toString())).isEqualTo(ExitCodes.OK);
        assertThat(state(grandchild)).isEqualTo(state(rec));
        assertThat(trapline("info", child.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("goes on:     from " + rec + " at count 200,000, identity ");
        assertThat(trapline("info", "--json", grandchild.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("\"name\": \"" + child + "\"", "\"count\": 250000");
        assertThat(trapline("run", "--from", child + "@199999")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).contains("which goes from count 200,000 and #1 to count 304,622");
    }

    @Test
    void itCanBeTypedOtherKeysThanThen() throws IOException {
        Path guest = Files.write(dir.resolve("guest"), TinyGuest.ECHOES.printing("ready\n"));
        Path then = Files.writeString(dir.resolve("then"), "wait /ready/\nsend \"abc\"\nwait /abc/\nquit\n");
        Path now = Files.writeString(dir.resolve("now"), "at 2000 send \"xyz\"\nwait /xyz/\nquit\n");
        Path rec = dir.resolve("echo.rec");
        Path other = dir.resolve("other.rec");
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--memory",
                        "16M",
                        "--kernel",
                        guest.toString(),
                        "--input",
                        then.toString()))
                .isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo("ready\nabc");

        assertThat(trapline("record", "-o", other.toString(), "--from", rec + "@end", "--input", now.toString()))
                .isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo("xyz");
        assertThat(trapline("replay", other.toString())).isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo("xyz");
        assertThat(trapline("verify", other.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void disksGoOnWithWhatWasWrittenToThem() throws IOException {
        RecordingCase events = RecordingCase.named("events");
        Path keys = Files.writeString(dir.resolve("keys"), "wait /type: /\nsend \"ok\\r\"\n");
        Path rec = dir.resolve("events.rec");
        Path child = dir.resolve("child.rec");
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--memory",
                        "128M",
                        "--cpus",
                        "2",
                        "--disk",
                        events.disk().orElseThrow().toString(),
                        "--net",
                        "--input",
                        keys.toString(),
                        "--kernel",
                        events.elf().toString()))
                .isEqualTo(ExitCodes.OK);
        String whole = stdout();
        for (String position : new String[] {"50000", "150000", "250000"}) {
            // The script's wait begins anew: where the prompt is printed already, it was answered too.
            assertThat(trapline(
                            "record",
                            "-o",
                            child.toString(),
                            "--force",
                            "--from",
                            rec + "@" + position,
                            "--input",
                            keys.toString()))
                    .as(position)
                    .isEqualTo(ExitCodes.OK);
            assertThat(whole).endsWith(stdout());
            assertThat(trapline("verify", child.toString())).isEqualTo(ExitCodes.OK);
            assertThat(trapline("replay", child.toString())).isEqualTo(ExitCodes.OK);
        }
    }

    @Test
    void whatMakesNoSenseIsOneClearLine() {
        Path rec = race();
        for (String[] nonsense : new String[][] {
            {"run", "--from", rec.toString()},
            {"run", "--from", rec + "@999999999"},
            {"run", "--from", rec + "@soon"},
            {"run", "--from", dir.resolve("gone") + "@1"},
            {"run", "--from", rec + "@1", "--cpus", "2"},
            {"run", "--from", rec + "@1", "--seed", "2"},
            {"run", "--from", rec + "@1", "--on-reset", "reboot"},
            {"record", "--from", rec + "@1", "--tries", "2"}
        }) {
            assertThat(trapline(nonsense)).as(String.join(" ", nonsense)).isEqualTo(ExitCodes.UNUSABLE);
            assertThat(err.toString())
                    .as(String.join(" ", nonsense))
                    .hasLineCount(1)
                    .contains("Next: ");
        }
    }

    private String[] withEvents(String... more) {
        return Stream.concat(
                        Stream.of(more),
                        Stream.of(
                                "--memory",
                                "128M",
                                "--cpus",
                                "2",
                                "--kernel",
                                RecordingCase.named("events").elf().toString()))
                .toArray(String[]::new);
    }

    @Test
    void aMachineGoesOnWithTheDiskThatItsRecordingHolds() throws IOException {
        Path disk = Files.copy(RecordingCase.named("events").disk().orElseThrow(), dir.resolve("disk.img"));
        Path rec = dir.resolve("disk.rec");
        Path child = dir.resolve("child.rec");
        assertThat(trapline(withEvents("record", "-o", rec.toString(), "--disk", disk.toString())))
                .isEqualTo(ExitCodes.OK);
        String whole = stdout();
        Files.delete(disk);

        assertThat(trapline("run", "--from", rec + "@1000")).isEqualTo(ExitCodes.OK);
        assertThat(whole).endsWith(stdout());
        assertThat(trapline("record", "-o", child.toString(), "--from", rec + "@1000"))
                .isEqualTo(ExitCodes.OK);
        assertThat(state(child)).isEqualTo(state(rec));
        assertThat(trapline("verify", child.toString(), rec.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void aDiskThatWasNotReadIsNeededWhenAMachineGoesOnAndReadsIt() throws IOException {
        Path disk = Files.copy(RecordingCase.named("events").disk().orElseThrow(), dir.resolve("disk.img"));
        Path rec = dir.resolve("disk.rec");
        assertThat(trapline(withEvents(
                        "record", "-o", rec.toString(), "--disk", disk.toString(), "--max-instructions", "1000")))
                .isEqualTo(ExitCodes.FAILED);
        Files.delete(disk);

        assertThat(trapline("run", "--from", rec + "@end")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString().lines().toList())
                .last()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "the guest reads disk 0 at byte ",
                                ", which it did not in " + rec,
                                disk + " cannot be opened")
                        .endsWith("Next: put the disk back as it was when that was recorded"));
    }

    @Test
    void filesThatWereAnsweredFromARecordingAreTheHostsAgain() throws IOException {
        String elf = Fixtures.path("baremetal/bin/semihosting.elf").toString();
        Path rec = dir.resolve("semihosting.rec");
        Path files = Files.createDirectory(dir.resolve("files"));
        assertThat(trapline(
                        "record", "-o", rec.toString(), "--kernel", elf, "--memory", "128M", "--semihosting=" + files))
                .isEqualTo(ExitCodes.OK);
        String whole = stdout();
        Path now = Files.createDirectory(dir.resolve("now"));
        assertThat(trapline("run", "--from", rec + "@start", "--semihosting=" + now))
                .isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo(whole);
        assertThat(trapline("run", "--from", rec + "@start")).isEqualTo(ExitCodes.OK);
        assertThat(stdout()).as("without a directory").contains("semihosting.one: -1, errno 13");
        assertThat(trapline("run", "--from", race() + "@start", "--semihosting=" + now))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).contains("a machine that was recorded without");
    }
}
