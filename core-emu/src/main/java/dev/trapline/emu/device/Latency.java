package dev.trapline.emu.device;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/** How long a device takes, in virtual nanoseconds: always the same, or varied by a seed. */
public final class Latency implements Snapshottable {
    private final long baseNs;
    private final long spreadNs;
    private final SeededGenerator generator;

    /**
     * Between {@code baseNs} and {@code baseNs + spreadNs}, drawn anew for each request.
     *
     * @param spreadNs 0 for no variation
     */
    public Latency(long baseNs, long spreadNs, long seed) {
        if (baseNs < 0 || spreadNs < 0) {
            throw new IllegalArgumentException("a latency of " + baseNs + " + " + spreadNs + " ns");
        }
        this.baseNs = baseNs;
        this.spreadNs = spreadNs;
        this.generator = new SeededGenerator(seed);
    }

    public static Latency fixed(long ns) {
        return new Latency(ns, 0, 0);
    }

    public long nextNs() {
        return spreadNs == 0 ? baseNs : baseNs + generator.below(spreadNs + 1);
    }

    @Override
    public void save(StateWriter out) {
        generator.save(out);
    }

    @Override
    public void restore(StateReader in) {
        generator.restore(in);
    }
}
