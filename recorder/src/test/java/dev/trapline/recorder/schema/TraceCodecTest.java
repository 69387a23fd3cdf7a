package dev.trapline.recorder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceCodecTest {
    private static final long INSN_NS = 3;

    private final Encoding encoding = new Encoding(INSN_NS);
    private final EventCollector expected = new EventCollector(INSN_NS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aRandomStreamOfEveryKindComesBackAsItWasTold(long seed) {
        new RandomEvents(seed, INSN_NS).tell(20_000, encoding.sink(), expected);
        assertSame(seed);
        assertThat(expected.events().stream().map(TraceEvent::kind))
                .as("kinds in the stream")
                .containsAll(EnumSet.allOf(EventKind.class));
        assertThat(encoding.batches()).as("a stream worth several batches").hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLoopOfSoManyEventsAmongOthersComesBack(int period) {
        for (int seed = 0; seed < 40; seed++) {
            Encoding one = new Encoding(INSN_NS);
            EventCollector wanted = new EventCollector(INSN_NS);
            RandomEvents events = new RandomEvents(1000L * period + seed, INSN_NS);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 20; i++) {
                events.tell(random.nextInt(4), one.sink(), wanted);
                events.loop(period, random.nextInt(60), random.nextInt(3), one.sink(), wanted);
                events.loop(random.nextInt(1, 9), random.nextInt(20), 0, one.sink(), wanted);
            }
            assertThat(one.decoded()).as("period %d, seed %d", period, seed).isEqualTo(wanted.events());
        }
    }

    /** Loops that poll, told briefly and in full: of the same length or not, broken off, across spans, asked about within. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void anEventToldAgainIsAsOneToldInFull(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TraceSink brief = encoding.sink();
        Encoding whole = new Encoding(INSN_NS);
        int taken = 0;
        long count = Batch.SPAN - 1_000;
        for (int loop = 0; loop < 300; loop++) {
            long pa = 0x0900_0000L + 4 * random.nextInt(3);
            long value = random.nextInt(3);
            int delta = random.nextInt(4);
            boolean console = random.nextInt(4) == 0;
            boolean told = false;
            for (int i = random.nextInt(40); i > 0; i--) {
                count += random.nextInt(30) == 0 ? delta + 1 : delta;
                if (random.nextInt(30) == 0) {
                    assertThat(encoding.encoder().events())
                            .isEqualTo(whole.encoder().events());
                    assertThat(encoding.encoder().lastCount())
                            .isEqualTo(whole.encoder().lastCount());
                }
                if (told && random.nextInt(10) > 0 && brief.again(count)) {
                    taken++;
                } else {
                    poll(brief, count, console, pa, value);
                }
                poll(whole.sink(), count, console, pa, value);
                told = true;
            }
            if (random.nextInt(20) == 0) {
                count += Batch.SPAN - 30;
            }
        }
        assertThat(taken).isGreaterThan(1_000);
        assertThat(encoding.batches()).hasSizeGreaterThan(5);
        assertThat(Arrays.deepEquals(
                        encoding.batches().toArray(), whole.batches().toArray()))
                .as("the same bytes, seed %d", seed)
                .isTrue();
    }

    private static void poll(TraceSink sink, long count, boolean console, long pa, long value) {
        if (console) {
            sink.console(count, (int) value);
        } else {
            sink.deviceRead(count, 0, 1, pa, 4, value);
        }
    }

    @Test
    void whatWasReadCanBeToldAgain() {
        new RandomEvents(13, INSN_NS).tell(5_000, encoding.sink(), expected);
        EventCollector again = new EventCollector(INSN_NS);
        encoding.decoded().forEach(event -> TraceEvents.tell(event, again));
        assertThat(again.events()).isEqualTo(expected.events());
    }

    @Test
    void aLoopIsSeenAsARun() {
        for (int i = 0; i < 30_000; i++) {
            for (TraceSink sink : List.of(encoding.sink(), expected)) {
                sink.deviceRead(5L * i, 0, 1, 0x09000018L + 4 * (i % 3), 4, 0x90);
            }
        }
        List<String> runs = new ArrayList<>();
        encoding.decode(d -> {
            if (d.runPeriod() != 0 && d.runLeft() == d.runEvents() - 1) {
                runs.add(d.runPeriod() + "x" + d.runEvents());
            }
        });
        assertThat(runs)
                .as("all but the three new keys and the period that is repeated")
                .containsExactly("3x29994");
        assertSame(7);
    }

    @Test
    void eachSequenceNumberCountAndOrdinalGoesOnFromBatchToBatch() {
        byte[] big = new byte[TraceSink.MAX_BYTES];
        for (int i = 0; i < 10; i++) {
            encoding.sink().memoryWritten(5, i * 0x10000L, big, 0, big.length);
            expected.memoryWritten(5, i * 0x10000L, big, 0, big.length);
        }
        assertThat(encoding.batches()).as("each fills a batch").hasSize(10);
        assertSame(0);
    }

    @Test
    void aBatchSpansAtMostItsInstructions() {
        for (long count = 0; count < 3 * Batch.SPAN; count += 1 << 20) {
            encoding.sink().wake(count, 0);
            expected.wake(count, 0);
        }
        assertThat(encoding.batches()).hasSize(3);
        assertSame(0);
    }

    @Test
    void moreSlotsAndImagesThanABatchHasRoomForBeginAnother() {
        byte[] digest = new byte[32];
        for (int i = 0; i < 10_000; i++) {
            digest[i % 32]++;
            encoding.sink().deviceWrite(i, 0, 1, 0x1000L * i, 4, i);
            expected.deviceWrite(i, 0, 1, 0x1000L * i, 4, i);
            encoding.sink().memoryWrittenFromImage(i, i, digest, i, i);
            expected.memoryWrittenFromImage(i, i, digest, i, i);
        }
        assertSame(0);
    }

    @Test
    void passingOverARunLeavesTheSameEventsAsLookingAtEach() {
        for (int seed = 0; seed < 300; seed++) {
            Encoding one = new Encoding(INSN_NS);
            EventCollector wanted = new EventCollector(INSN_NS);
            RandomEvents events = new RandomEvents(seed, INSN_NS);
            SplittableRandom random = new SplittableRandom(seed);
            events.loop(random.nextInt(1, 9), 1000, random.nextInt(3), one.sink(), wanted);
            events.tell(10, one.sink(), wanted);
            TraceEvent target =
                    wanted.events().get(random.nextInt(wanted.events().size()));
            byte[] batch = one.batches().getFirst();
            BatchHeader header = BatchHeader.verified(batch, 0, batch.length).orElseThrow();
            if (target.at().number() >= header.nextEvent()) {
                continue;
            }
            TraceDecoder decoder = new TraceDecoder(header, batch, 0, INSN_NS);
            boolean byCount = random.nextBoolean();
            do {
                assertThat(decoder.next()).isTrue();
                decoder.skipInRun(
                        byCount ? target.at().count() : Long.MAX_VALUE / 2,
                        byCount ? Long.MAX_VALUE / 2 : target.at().number());
            } while (byCount
                    ? decoder.count() < target.at().count()
                    : decoder.number() < target.at().number());
            List<TraceEvent> rest = new ArrayList<>();
            do {
                rest.add(decoder.event());
            } while (decoder.next());
            int from = (int) rest.getFirst().at().number() - 1;
            assertThat(rest)
                    .as("seed %d, %s %s", seed, byCount ? "by count" : "by number", target.at())
                    .isEqualTo(wanted.events().subList(from, from + rest.size()));
        }
    }

    @Test
    void whatCannotBeEncodedIsRefused() {
        TraceSink sink = encoding.sink();
        sink.wake(10, 0);
        assertThatThrownBy(() -> sink.wake(9, 0)).hasMessageContaining("count 9 comes after 10");
        assertThatThrownBy(() -> sink.wake(10, 1023)).hasMessageContaining("pCPU 1023");
        assertThatThrownBy(() -> sink.deviceRead(10, 0, 1024, 0, 4, 0)).hasMessageContaining("device 1024");
        assertThatThrownBy(() -> sink.deviceRead(10, 0, 0, 0, 16, 0)).hasMessageContaining("16 bytes");
        assertThatThrownBy(() -> sink.memoryWritten(10, 0, new byte[65537], 0, 65537))
                .hasMessageContaining("65537 bytes");
    }

    private void assertSame(long seed) {
        assertThat(encoding.decoded()).as("seed %d", seed).isEqualTo(expected.events());
    }
}
