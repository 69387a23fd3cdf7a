package dev.trapline.recorder.schema;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What recording costs the machine's thread, in its own CPU time. Cost centre: {@link BatchEncoder}. Why it matters:
 * each trap and device access of a guest passes here. Run by hand: {@code main} of this class on the test class path.
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
                polling.sink().deviceRead(5L * i, 0, 1, 0x09000018, 4, 0x90);
            }
            polling.closeBatch(5L * EVENTS);
            spent = threads.getCurrentThreadCpuTime() - start;
            System.out.printf(
                    "polling:    %.1f ns, %.6f bytes an access%n", (double) spent / EVENTS, (double) bytes[0] / EVENTS);
        }
    }
}
