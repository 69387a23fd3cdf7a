package dev.trapline.recorder.schema;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.write.RecordingWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * What recording costs the machine's thread, in its own CPU time; and, as it waits for each batch to be written, in wall
 * time. Cost centres: {@link BatchEncoder}, {@code BatchWriter}. Why it matters: each trap and device access of a guest
 * passes here. Run by hand: {@code main} of this class on the test class path, with a directory to write to.
 */
public final class EncodingBench {
    private static final int ROUNDS = 6;
    private static final int EVENTS = 20_000_000;

    private EncodingBench() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            Batch[] two = {new Batch(), new Batch()};
            long[] bytes = {0, 0};
            BatchOutlet outlet = batch -> {
                bytes[0] += batch.length();
                return two[(int) ++bytes[1] & 1];
            };
            TraceEncoder mixed = new TraceEncoder(two[0], outlet, 1, 0, 0);
            long start = threads.getCurrentThreadCpuTime();
            long events = new KernelMix().tell(EVENTS, mixed.sink());
            long spent = threads.getCurrentThreadCpuTime() - start;
            System.out.printf(
                    "kernel mix: %.1f ns, %.2f bytes an event; %.1f million events/s%n",
                    (double) spent / events, (double) bytes[0] / events, events * 1e3 / spent);
            TraceEncoder polling = new TraceEncoder(two[0], outlet, 1, 0, 0);
            bytes[0] = 0;
            start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < EVENTS; i++) {
                // As a machine's observer tells them.
                if (!polling.sink().again(5L * i)) {
                    polling.sink().deviceRead(5L * i, 0, 1, 0x09000018, 4, 0x90);
                }
            }
            polling.closeBatch(5L * EVENTS);
            spent = threads.getCurrentThreadCpuTime() - start;
            System.out.printf(
                    "polling:    %.1f ns, %.6f bytes an access%n", (double) spent / EVENTS, (double) bytes[0] / EVENTS);
            written(Path.of(arguments[0]).resolve("round" + round));
        }
    }

    /** The kernel's mix again, into a recording: what is more than above is waiting. */
    @SuppressWarnings("SystemOut")
    private static void written(Path recording) {
        long wall;
        long events;
        try (RecordingWriter writer = TestRecordings.begin(recording)) {
            writer.sink().wake(0, 0);
            writer.flush(1);
            KernelMix mix = new KernelMix();
            long start = System.nanoTime();
            events = mix.tell(EVENTS, writer.sink());
            wall = System.nanoTime() - start;
        }
        TestRecordings.read(
                recording,
                read -> System.out.printf(
                        "written:    %.1f ns of wall time an event, %.0f us a batch of %d%n",
                        (double) wall / events, wall / 1e3 / read.batches(), read.batches()));
    }
}
