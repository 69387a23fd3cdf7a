package dev.trapline.recorder.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventSpansTest {
    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);

    @TempDir
    Path directory;

    /** Random events with loops of every period between them. */
    private List<TraceEvent> record(Path recording) {
        EventCollector told = new EventCollector(TestRecordings.INSN_NS);
        RandomEvents random = new RandomEvents(5, TestRecordings.INSN_NS);
        try (RecordingWriter writer = TestRecordings.begin(recording)) {
            for (int period = 1; period <= 8; period++) {
                random.tell(200, writer.sink(), told);
                random.loop(period, 997 * period / 2, 3, writer.sink(), told);
            }
            TestRecordings.end(writer, random);
        }
        return told.events();
    }

    private static List<EventSpans.Span> spans(EventSpans in) {
        List<EventSpans.Span> all = new ArrayList<>();
        for (Optional<EventSpans.Span> s = in.next(); s.isPresent(); s = in.next()) {
            all.add(s.get());
        }
        return all;
    }

    /** The numbers of all events that spans of every kind go over, in order, each once; fails where one is left out. */
    private static long covered(List<EventSpans.Span> spans, long from) {
        long next = from;
        for (EventSpans.Span span : spans) {
            switch (span) {
                case EventSpans.One(TraceEvent event) -> {
                    assertThat(event.at().number()).isEqualTo(next);
                    next++;
                }
                case EventSpans.Run run -> {
                    assertThat(run.first().getFirst().at().number()).isEqualTo(next);
                    next += run.events();
                    assertThat(run.last().at().number()).isEqualTo(next - 1);
                }
            }
        }
        return next;
    }

    @Test
    void everyEventOfTheKindsIsGoneOverAndNoOther() {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = record(rec);
        TestRecordings.read(rec, recording -> {
            for (Set<EventKind> kinds :
                    List.of(ALL, EnumSet.of(EventKind.TIMER_WRITE, EventKind.WAKE), EnumSet.of(EventKind.NOTE))) {
                EventSpans each = EventSpans.each(recording.reader(), kinds);
                each.seek(1, Long.MAX_VALUE);
                assertThat(spans(each).stream()
                                .map(s -> s instanceof EventSpans.One(TraceEvent e) ? e : null)
                                .toList())
                        .isEqualTo(told.stream()
                                .filter(e -> kinds.contains(e.kind()))
                                .toList());
            }
        });
    }

    @Test
    void aRunIsOneSpanWithItsFirstPeriodAndItsLastEvent() {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = record(rec);
        TestRecordings.read(rec, recording -> {
            EventSpans in = EventSpans.of(recording.reader(), ALL);
            in.seek(1, Long.MAX_VALUE);
            List<EventSpans.Span> spans = spans(in);
            assertThat(covered(spans, 1)).isEqualTo(told.size() + 1);
            List<EventSpans.Run> runs = spans.stream()
                    .filter(EventSpans.Run.class::isInstance)
                    .map(EventSpans.Run.class::cast)
                    .toList();
            assertThat(runs).hasSizeGreaterThanOrEqualTo(8);
            for (EventSpans.Run run : runs) {
                int at = (int) run.first().getFirst().at().number() - 1;
                int period = run.first().size();
                assertThat(run.first()).isEqualTo(told.subList(at, at + period));
                assertThat(run.last()).isEqualTo(told.get(at + (int) run.events() - 1));
                assertThat(run.events()).isGreaterThanOrEqualTo(16);
                assertThat(run.cutShort().stream().map(TraceEvent::kind))
                        .as("the last period breaks off where the run does")
                        .isEqualTo(
                                told
                                        .subList(
                                                at + (int) (run.events() - run.events() % period),
                                                at + (int) run.events())
                                        .stream()
                                        .map(TraceEvent::kind)
                                        .toList());
            }
        });
    }

    @Test
    void boundsMayLieWithinARun() {
        Path rec = directory.resolve("rec");
        List<TraceEvent> told = record(rec);
        SplittableRandom random = new SplittableRandom(7);
        TestRecordings.read(rec, recording -> {
            EventSpans in = EventSpans.of(recording.reader(), ALL);
            EventSpans each = EventSpans.each(recording.reader(), ALL);
            for (int i = 0; i < 300; i++) {
                long from = 1L + random.nextInt(told.size());
                long last = Math.min(told.size(), from - 1 + random.nextInt(3000));
                in.seek(from, last);
                assertThat(covered(spans(in), from)).as("%d to %d", from, last).isEqualTo(last + 1);
                each.seek(from, last);
                assertThat(spans(each)).hasSize((int) (last - from + 1));
            }
        });
    }

    @Test
    void runsWithoutAWantedEventArePassedOver() {
        Path rec = directory.resolve("rec");
        try (RecordingWriter writer = TestRecordings.begin(rec)) {
            writer.sink().wake(1, 0);
            for (int i = 0; i < 1000; i++) {
                writer.sink().deviceRead(2 + i, 0, 1, 0x09000018, 4, 0x90);
            }
            writer.sink().sleep(5000, 0, SleepKind.WFI);
        }
        TestRecordings.read(rec, recording -> {
            EventSpans in = EventSpans.of(recording.reader(), EnumSet.of(EventKind.SLEEP, EventKind.WAKE));
            in.seek(1, Long.MAX_VALUE);
            assertThat(spans(in).stream()
                            .map(s -> ((EventSpans.One) s).event().at().number()))
                    .containsExactly(1L, 1002L);
        });
    }
}
