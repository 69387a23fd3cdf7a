package dev.trapline.replay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.MachineManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was recorded once comes out the same in this build: fixtures/recording/golden, whose README says what to do if not. */
class GoldenRecordingsTest {
    private static final Path GOLDEN = Fixtures.path("recording/golden");

    private static ReplayedRecording replayed(String name) {
        return ReplayedRecording.open(GOLDEN.resolve(name + ".rec"), How.REPLAY);
    }

    @TestFactory
    Stream<DynamicTest> eachIsReplayedExactly() {
        return Recordings.dynamicTests(GOLDEN);
    }

    /** One is older than blocks of disks, and needs its disk where only the part of the command's tests stands. */
    @TestFactory
    Stream<DynamicTest> eachThatStandsAloneIsVerifiedExactly() {
        return Recordings.in(GOLDEN).stream()
                .filter(path -> {
                    try (Recording recording = Recording.open(path)) {
                        return MachineManifest.read(recording).disks().size()
                                == recording.disks().size();
                    }
                })
                .map(path -> DynamicTest.dynamicTest(String.valueOf(path.getFileName()), () -> {
                    try (ReplayedRecording recording = ReplayedRecording.open(path, How.VERIFY)) {
                        recording.exact();
                    }
                }));
    }

    @Test
    void noneIsMissing() {
        assertThat(Recordings.in(GOLDEN).stream().map(p -> p.getFileName().toString()))
                .containsExactly(
                        "demo.rec", "events-alone.rec", "events.rec", "race-6.rec", "semihosting.rec", "vgic.rec");
    }

    @Test
    void theRaceIsLostAsItsStorySays() {
        try (ReplayedRecording race = replayed("race-6")) {
            race.endedBy(EndKind.PANIC).assertConsoleContains("Panic on CPU 0: the mailbox was taken empty");
            assertThat(race.manifest().seed()).isEqualTo(6);
            assertThat(race.hypercallCount("CPU_ON")).isEqualTo(1);
            assertThat(race.positionOf("cpu1: started").count())
                    .isLessThan(race.positionOf("Panic on CPU 0").count());
        }
    }

    @Test
    void theDemonstrationDiesByADataAbort() {
        try (ReplayedRecording demo = replayed("demo")) {
            demo.endedBy(EndKind.PANIC).assertConsoleMatches("^Panic on CPU 0: data abort at 0x8000001f");
            assertThat(demo.events(EventKind.EXCEPTION_TAKEN)
                            .filter(e -> e instanceof TraceEvent.ExceptionTaken x && x.faultAddress() == 0x8000_001fL))
                    .isNotEmpty();
        }
    }

    @Test
    void everyDeviceHadItsPartInTheEvents() {
        try (ReplayedRecording events = replayed("events")) {
            events.endedBy(EndKind.POWEROFF);
            assertThat(events.consoleLines().stream().map(ConsoleLine::text))
                    .containsExactlyElementsOf(RecordingCase.named("events").expected());
            List<InputKind> inputs = events.events(EventKind.INPUT)
                    .map(e -> ((TraceEvent.Input) e).input())
                    .distinct()
                    .toList();
            assertThat(inputs).contains(InputKind.CONSOLE_KEY);
            assertThat(events.events(EventKind.MEMORY_WRITTEN)).isNotEmpty();
        }
    }
}
