package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.recorder.schema.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM whose heap the guest's memory fills: the recording ends there, whole, and says why. */
class OutOfMemoryTest {
    @TempDir
    Path directory;

    /** Without checkpoints, and with so many that whoever packs them comes to the end of the memory too. */
    static List<Arguments> memories() {
        List<Arguments> some = List.of(Arguments.of(64, 100_000_000), Arguments.of(70, 3000));
        List<Arguments> more = List.of(Arguments.of(96, 100_000_000), Arguments.of(80, 10_000));
        return Boolean.getBoolean("trapline.long")
                ? Stream.concat(some.stream(), more.stream()).toList()
                : some;
    }

    @ParameterizedTest
    @MethodSource("memories")
    void aRecordingEndsWhenTheHostsMemoryDoesAndSaysSo(int heapMegabytes, long checkpointInterval)
            throws IOException, InterruptedException {
        Path rec = directory.resolve("rec");
        Process recorder = RecorderProcess.start(
                GreedyGuest.class, List.of("-Xmx" + heapMegabytes + "m"), rec, Long.toString(checkpointInterval));
        boolean done = recorder.waitFor(2, TimeUnit.MINUTES);
        recorder.destroyForcibly();
        assertThat(done).as("it ends").isTrue();
        String stderr = Files.readString(Path.of(rec + ".stderr"));
        assertThat(recorder.exitValue()).as(stderr).isNotZero();
        assertThat(stderr).contains("OutOfMemoryError");
        TestRecordings.read(rec, recording -> {
            assertThat(recording.state()).as(stderr).isEqualTo(RecordingState.ENDED);
            assertThat(recording.ending().map(Ending::why)).contains(Ending.Why.FAILED);
            assertThat(recording.endWords()).contains("the host's memory was used up");
            List<TraceEvent> events = TestRecordings.rest(recording.reader());
            assertThat(events).as("stores to the UART").hasSizeGreaterThan(1000);
            assertThat(recording.lastCount()).isGreaterThan(3L * 1000);
            recording.verify();
        });
    }
}
