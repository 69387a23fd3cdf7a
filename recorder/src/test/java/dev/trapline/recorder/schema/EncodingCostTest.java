package dev.trapline.recorder.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What an event costs in bytes and in garbage. Times are measured by {@code EncodingBench}. */
final class EncodingCostTest {
    private final Encoding encoding = new Encoding(1);

    @Test
    void aKernelLikeMixTakesAtMostFiveBytesAnEvent() {
        long events = new KernelMix().tell(1_000_000, encoding.sink());
        assertThat((double) encoding.bytes() / events).as("bytes an event").isLessThan(5);
    }

    @Test
    void aPollingLoopTakesAtMostATenthOfAByteAnAccess() {
        int accesses = 3_000_000;
        for (int i = 0; i < accesses; i++) {
            encoding.sink().deviceRead(5L * i, 0, 1, 0x09000018, 4, 0x90);
        }
        assertThat((double) encoding.bytes() / accesses).as("bytes an access").isLessThan(0.001);
    }

    @Test
    void aPollingLoopThatATimerInterruptsTakesAtMostATenthOfAByteAnAccess() {
        TraceSink sink = encoding.sink();
        long count = 0;
        int accesses = 0;
        for (int tick = 0; tick < 1000; tick++) {
            for (int i = 0; i < 500; i++) {
                sink.deviceRead(count, 0, 1, 0x09000018, 4, 0x90);
                sink.deviceRead(count + 3, 0, 1, 0x09000024, 4, 0);
                count += 7;
                accesses += 2;
            }
            sink.exceptionTaken(count, 0, 0x18, 0x13, 0x12, 0, 0, 0, 0x8000 + tick % 5 * 4);
            sink.acknowledged(count + 20, 0, 27, false);
            sink.timerWrite(count + 50, 0, 2, count + 1_000_000);
            sink.ended(count + 60, 0, 27, false);
            count += 61;
        }
        assertThat((double) encoding.bytes() / accesses).as("bytes an access").isLessThan(0.1);
    }

    @Test
    void noEventAllocatesAnything() {
        Batch[] two = {new Batch(), new Batch()};
        int[] closed = {0};
        TraceEncoder encoder = new TraceEncoder(two[0], batch -> two[++closed[0] & 1], 1, 0, 0);
        KernelMix mix = new KernelMix();
        mix.tell(100_000, encoder.sink());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long base = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        long events = mix.tell(1_000_000, encoder.sink());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - base;
        assertThat(closed[0]).as("batches closed meanwhile").isGreaterThan(20);
        assertThat(allocated).as("bytes allocated by %d events", events).isLessThan(1000);
    }

    @Test
    void eventsOfEveryKindAllocateNothing() {
        RandomEvents random = new RandomEvents(7, 1);
        ToldAgain events = new ToldAgain();
        EventCollector seen = new EventCollector(1);
        random.tellEveryKind(events, seen);
        random.tell(5000, events);
        assertThat(events.size()).as("all but notes").isGreaterThan(4500);
        assertThat(seen.events().stream().map(Object::getClass).distinct())
                .as("kinds")
                .hasSameSizeAs(TraceEvent.class.getPermittedSubclasses());
        // More than was skipped in a round, so that virtual time never goes back.
        long roundNs = random.count() + 1_000_000L * (events.size() + 100);
        int[] closed = {0};
        TraceEncoder encoder = new TraceEncoder(
                new Batch(),
                full -> {
                    closed[0]++;
                    return full;
                },
                1,
                0,
                0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // HotSpot allocates a little on a thread's account when it compiles what that runs: so not in every round.
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            events.tell(encoder.sink(), round * random.count(), round * roundNs);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(closed[0]).as("batches closed meanwhile").isGreaterThan(20);
        assertThat(least).as("bytes allocated by %d events", events.size()).isLessThan(100);
    }
}
