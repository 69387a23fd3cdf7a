package dev.trapline.replay.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.Schema;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.position.EventPositions.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recording of 1,000 instructions of 10 ns: events #1 and #2 at count 100, a sleep at 200 that lasts for 1 ms (#3 to
 * #5), "ab" and "ab" printed from count 300 on (#6 to #9), a loop of 400 reads from 401 to 800 (#10 to #409), its end at
 * 1,000 (#410).
 */
class EventPositionsTest {
    private static final int INSN_NS = 10;
    private static final long SLEPT_TO = 200 * INSN_NS + 1_000_000;

    @TempDir
    Path directory;

    private void with(Consumer<Recording> test) {
        Path path = directory.resolve("rec");
        Manifest manifest = new Manifest(
                Schema.VERSION,
                1,
                "test",
                "",
                List.of(),
                List.of(),
                0,
                INSN_NS,
                0,
                0,
                Optional.empty(),
                List.of(),
                "psci",
                Optional.empty());
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(manifest, Optional.empty())) {
            TraceSink sink = writer.sink();
            sink.line(100, 33, true);
            sink.line(100, 33, false);
            sink.sleep(200, 0, SleepKind.WFI);
            sink.timeSkipped(200, SLEPT_TO);
            sink.wake(200, 0);
            for (int i = 0; i < 4; i++) {
                sink.console(300 + i, i % 2 == 0 ? 'a' : 'b');
            }
            for (int i = 1; i <= 400; i++) {
                sink.deviceRead(400 + i, 0, 6, 0x0900_0018, 4, 0x90);
            }
            sink.machineEnd(1000, EndKind.POWEROFF);
            writer.end(EndKind.POWEROFF, "it ended", 1000, SLEPT_TO + 800 * INSN_NS, Optional.empty(), Map.of());
        }
        try (Recording recording = Recording.open(path)) {
            test.accept(recording);
        }
    }

    private static Place find(Recording recording, String position) {
        return new EventPositions(recording).find("--to", Position.parse("--to", position));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // position, count, first event there or after, last event there or before
        "start,        0,    1,   0",
        "end,          1000, 411, 410",
        "0,            0,    1,   0",
        "99,           99,   1,   0",
        "100,          100,  1,   2",
        "150,          150,  3,   2",
        "1000,         1000, 410, 410",
        "#1,           100,  1,   1",
        "#4,           200,  4,   4",
        "#200,         591,  200, 200",
        "0ns,          0,    1,   0",
        "995ns,        100,  1,   2",
        "1us,          100,  1,   2",
        "0.5ms,        200,  5,   4",
        "1003us,       300,  6,   6",
        "1004us,       400,  10,  9",
        "1005us,       500,  109, 109",
        "text:/a/,     300,  6,   6",
        "text:/b/,     301,  7,   7",
        "text:/ab/[2], 303,  9,   9",
        "500,          500,  109, 109",
        "text:/ab/+99, 400,  10,  9",
        "end-200,      800,  409, 409",
        "#3+1,         201,  6,   5",
    })
    void everyPlaceIsFoundInTheEventsAlone(String position, long count, long first, long last) {
        with(recording -> assertThat(find(recording, position)).isEqualTo(new Place(count, first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "#0", "#411", "1s", "start-1", "end+1", "1010011ns"})
    void whatLiesOutsideIsRefusedWithTheBounds(String position) {
        with(recording -> assertThatThrownBy(() -> find(recording, position))
                .isInstanceOf(PositionException.class)
                .hasMessageStartingWith("--to ")
                .hasMessageContaining("from count 0 and #1 to count 1,000, #410")
                .hasMessageContaining("Next: "));
    }

    @Test
    void textThatIsNotThereOftenEnoughIsRefused() {
        with(recording -> {
            assertThatThrownBy(() -> find(recording, "text:/c/")).hasMessageContaining("is nowhere");
            assertThatThrownBy(() -> find(recording, "text:/ab/[3]")).hasMessageContaining("is only 2 times");
        });
    }

    @Test
    void aSymbolIsNotInTheEvents() {
        with(recording -> assertThatThrownBy(() -> find(recording, "sym:panic+4"))
                .isInstanceOf(PositionException.class)
                .hasMessageContaining("sym:panic")
                .hasMessageContaining("Next: give a count N, #K, a time or text:/regex/"));
    }
}
