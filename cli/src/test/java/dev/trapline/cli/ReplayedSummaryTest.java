package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.manifest.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --summary} of commands that run a recording again, and the devices' hash at the end. */
class ReplayedSummaryTest {
    @TempDir
    private Path dir;

    private final StringWriter err = new StringWriter();
    private Path rec;
    private String recorded;

    private int trapline(String... args) {
        err.getBuffer().setLength(0);
        return Main.execute(
                args,
                OutputStream.nullOutputStream(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                false);
    }

    private String summary(int status, String... args) throws IOException {
        Path file = dir.resolve("summary.json");
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--summary";
        all[args.length + 1] = file.toString();
        assertThat(trapline(all)).as(err.toString()).isEqualTo(status);
        return Files.readString(file).replaceAll("\"(wall|cpu)_ms\": \\d+", "\"$1_ms\": 0");
    }

    @BeforeEach
    void record() throws IOException {
        rec = dir.resolve("events.rec");
        RecordingCase events = RecordingCase.named("events");
        recorded = summary(
                ExitCodes.OK,
                "record",
                "-o",
                rec.toString(),
                "--memory",
                "128M",
                "--cpus",
                "2",
                "--disk",
                events.disk().orElseThrow().toString(),
                "--kernel",
                events.elf().toString());
    }

    @Test
    void aVerifiedRecordingsSummaryIsTheRunsAndSaysThatItIsExact() throws IOException {
        assertThat(recorded).containsPattern("\"device_sha256\": \"[0-9a-f]{64}\"");
        for (String jobs : List.of("1", "2")) {
            assertThat(summary(ExitCodes.OK, "verify", rec.toString(), "--jobs", jobs))
                    .isEqualTo(recorded.replaceFirst("\\{", "{\n  \"recording\": \"" + rec + "\",")
                            .replace("\"cpu_ms\": 0", "\"cpu_ms\": 0,\n  \"exact\": true"));
        }
    }

    @Test
    void aReplaysSummaryIsTheRunsWithoutDevices() throws IOException {
        assertThat(summary(ExitCodes.OK, "replay", rec.toString()))
                .isEqualTo(recorded.replaceFirst(" *\"device_sha256\".*\\n", "")
                        .replace("\"cpu_ms\": 0", "\"cpu_ms\": 0,\n  \"exact\": true"));
        assertThat(summary(ExitCodes.OK, "replay", rec.toString(), "--to", "1000"))
                .contains("\"instructions\": 1000,", "\"end\": \"stopped\"", "\"exact\": true");
    }

    @Test
    void severalRecordingsHaveAnObjectEach() throws IOException {
        Path other = dir.resolve("other.rec");
        withOtherDevices(rec, other);
        assertThat(summary(ExitCodes.UNUSABLE, "verify", rec.toString(), other.toString(), dir + "/nothing"))
                .startsWith("[{")
                .containsSubsequence(
                        "\"recording\": \"" + rec,
                        "\"end\": \"poweroff\"",
                        "\"exact\": true",
                        "\"recording\": \"" + other,
                        "\"end\": \"diverged\"",
                        "\"exact\": false",
                        "\"recording\": \"" + dir + "/nothing",
                        "\"exact\": false",
                        "\"error\": ");
    }

    @Test
    void devicesThatAreNotWhatTheyWereAtTheEndAreADifferenceOnlyWhereTheyRun() throws IOException {
        Path other = dir.resolve("other.rec");
        withOtherDevices(rec, other);
        assertThat(trapline("verify", other.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .contains(
                        "not exact: at the end the devices' SHA-256 is ",
                        "the recording has " + Digests.hex(new byte[0]),
                        "Next: ");
        assertThat(trapline("replay", other.toString())).isEqualTo(ExitCodes.OK);
        assertThat(trapline("verify", rec.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void aSummaryThatCannotBeWrittenIsRefusedBeforeTheRun() {
        for (String command : List.of("replay", "verify")) {
            assertThat(trapline(command, rec.toString(), "--summary", dir + "/no/such/place"))
                    .isEqualTo(ExitCodes.UNUSABLE);
            assertThat(err.toString()).hasLineCount(1).contains("--summary", "Next: ");
        }
    }

    /** The same recording, but for what it says of the devices at its end. */
    private static void withOtherDevices(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
        Path file = to.resolve(Ending.FILE);
        Ending end = Ending.read(Ending.FILE, Files.readAllBytes(file));
        Ending other = new Ending(
                end.why(),
                end.end(),
                end.words(),
                end.count(),
                end.virtualNs(),
                end.events(),
                end.batches(),
                end.chain(),
                end.stateSha256(),
                Optional.of(Digests.hex(new byte[0])),
                end.groups());
        Files.write(file, other.toBytes());
    }
}
