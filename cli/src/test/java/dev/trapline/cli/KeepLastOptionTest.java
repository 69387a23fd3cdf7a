package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.fixtures.RecordingCase;
import dev.trapline.fixtures.TinyGuest;
import dev.trapline.recorder.write.KeepLast;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code record --keep-last}: what it takes, and what a recording and {@code info} say of it. */
class KeepLastOptionTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int trapline(String... line) {
        return Main.execute(
                line, OutputStream.nullOutputStream(), new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    @ParameterizedTest
    @CsvSource({"20G, 21474836480", "1M, 1048576", "1.5G, 1610612736", "512MiB, 536870912", "4096K, 4194304"})
    void aSizeIsBytesOfTheLog(String text, long bytes) {
        assertThat(KeepLastOption.parse(text)).isEqualTo(KeepLast.bytes(text, bytes));
    }

    @ParameterizedTest
    @CsvSource({"10min, 600000000000", "30s, 30000000000", "1h, 3600000000000", "1500ms, 1500000000"})
    void aTimeIsVirtual(String text, long nanoseconds) {
        assertThat(KeepLastOption.parse(text)).isEqualTo(KeepLast.virtualNs(text, nanoseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "10m", "G", "-1G", "1K", "0s", "999ms", "ten minutes", "10min 30s"})
    void anythingElseIsOneClearLine(String text) {
        assertThatThrownBy(() -> KeepLastOption.parse(text))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageStartingWith("--keep-last " + text)
                .hasMessageContaining(". Next: ");
    }

    @Test
    void theRecordingSaysItsLimit() {
        Path rec = dir.resolve("rec");
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--keep-last",
                        "10min",
                        "--memory",
                        "128M",
                        "--kernel",
                        RecordingCase.named("poll").elf().toString()))
                .isEqualTo(ExitCodes.OK);
        assertThat(trapline("info", rec.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("kept:        the last 10min at the least; nothing is gone yet");
        assertThat(trapline("replay", rec.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void infoSaysThatTheBeginningIsGone() throws IOException {
        Path rec = dir.resolve("rec");
        Path guest = Files.write(dir.resolve("guest"), TinyGuest.SPINS.printing("hello"));
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--keep-last",
                        "1s",
                        "--insn-ns",
                        "1000",
                        "--memory",
                        "16M",
                        "--kernel",
                        guest.toString(),
                        "--max-instructions",
                        "1e8"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(rec.resolve("events/000000")).doesNotExist();
        assertThat(trapline("info", rec.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .containsPattern("kept:        the last 1s at the least; the beginning, up to event #[0-9]+, is gone");
        assertThat(trapline("replay", rec.toString())).isEqualTo(ExitCodes.OK);
        assertThat(trapline("verify", rec.toString())).isEqualTo(ExitCodes.OK);
    }
}
