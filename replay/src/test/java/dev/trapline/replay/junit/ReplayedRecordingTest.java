package dev.trapline.replay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayedRecordingTest {
    @TempDir
    private Path dir;

    private Path exact;
    private Path diverging;

    @BeforeEach
    void record() {
        exact = SmallRecordings.exact(dir.resolve("exact.rec"), SmallRecordings.PRINTED);
        diverging = SmallRecordings.diverging(dir.resolve("diverging.rec"), exact);
    }

    @ParameterizedTest
    @EnumSource
    void whatARecordingDidCanBeAsserted(How how) {
        try (ReplayedRecording rec = ReplayedRecording.open(exact, how)) {
            rec.exact()
                    .endedBy(EndKind.POWEROFF)
                    .assertConsoleContains("hello\r\nworld")
                    .assertConsoleMatches("^w.*d$");
            assertThat(rec.console()).isEqualTo(SmallRecordings.PRINTED);
            assertThat(rec.hypercallCount("SYSTEM_OFF")).isEqualTo(1);
            assertThat(rec.hypercallCount(0x8400_0008)).isEqualTo(1);
            assertThat(rec.hypercallCount("CPU_ON")).isZero();
            assertThat(rec.hypercallCount("sched_op"))
                    .as("it is known, but Xen is not in it")
                    .isZero();
            assertThat(rec.events(EventKind.CONSOLE)).hasSize(SmallRecordings.PRINTED.length());
            assertThat(rec.events().filter(e -> e instanceof TraceEvent.DeviceWrite w && w.value() == 'h'))
                    .hasSize(2);
            assertThat(rec.events().map(e -> e.at().number())).startsWith(1L, 2L, 3L);
        }
    }

    @Test
    void linesAndTextsHavePositions() {
        try (ReplayedRecording rec = ReplayedRecording.open(exact, How.REPLAY)) {
            List<TraceEvent> printed = rec.events(EventKind.CONSOLE).toList();
            assertThat(rec.consoleLines())
                    .containsExactly(
                            new ConsoleLine(printed.get(0).at(), "hello"),
                            new ConsoleLine(printed.get(7).at(), "world"),
                            new ConsoleLine(printed.get(14).at(), ""),
                            new ConsoleLine(printed.get(16).at(), "hello ag"));
            TracePosition world = rec.positionOf("world");
            assertThat(world).isEqualTo(printed.get(11).at());
            assertThat(rec.positionOf("hello", 2)).isEqualTo(printed.get(20).at());
            assertThatThrownBy(() -> rec.positionOf("hello", 3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("3 times 'hello'");
        }
    }

    @Test
    void aFailureSaysWhatWasPrintedAndWhatToDoNext() {
        try (ReplayedRecording rec = ReplayedRecording.open(exact, How.REPLAY)) {
            assertThatThrownBy(() -> rec.assertConsoleContains("login:"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            exact + " printed no 'login:'; the last of its 4 lines:",
                            "| hello ag",
                            "Next: trapline log " + exact + " --around ");
            assertThatThrownBy(() -> rec.assertConsoleMatches("^orld"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("printed no line that matches /^orld/");
            assertThatThrownBy(() -> rec.endedBy(EndKind.PANIC))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not end by panic but by poweroff: the guest powered off");
            assertThatThrownBy(() -> rec.hypercallCount("CPU_NO"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("CPU_NO", "CPU_ON", "Next: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatDivergesFailsWhateverIsAskedAndSaysWhere(How how) {
        try (ReplayedRecording rec = ReplayedRecording.open(diverging, how)) {
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(rec::console)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContainingAll(
                                diverging + ": diverged at count ",
                                "device-write    0x09000000 pl011 DR := 0x6a",
                                "device-write    0x09000000 pl011 DR := 0x68",
                                "before it:",
                                "Next: trapline log " + diverging + " --around ",
                                ", or trapline gdb " + diverging + " --at ");
            }
            assertThatThrownBy(rec::events).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aDirectoryIsATestForEachRecording() throws Throwable {
        Files.writeString(dir.resolve("README.md"), "not a recording");
        Files.writeString(dir.resolve("broken.rec"), "no longer one");
        List<DynamicTest> tests = Recordings.dynamicTests(dir).toList();
        assertThat(tests.stream().map(DynamicTest::getDisplayName))
                .containsExactly("broken.rec", "diverging.rec", "exact.rec");
        assertThatThrownBy(tests.get(0).getExecutable()::execute)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("broken.rec");
        assertThatThrownBy(tests.get(1).getExecutable()::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("diverged at count ");
        tests.get(2).getExecutable().execute();
        assertThat(Recordings.dynamicTests(dir, How.VERIFY)).hasSize(3);
    }

    @Test
    void aDirectoryWithoutRecordingsDoesNotPass() throws IOException {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        assertThatThrownBy(() -> Recordings.dynamicTests(empty))
                .isInstanceOf(RecordingException.class)
                .hasMessageContainingAll("there is no recording in " + empty, "Next: trapline record");
        assertThatThrownBy(() -> Recordings.dynamicTests(dir.resolve("nowhere")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("cannot be read");
    }
}
