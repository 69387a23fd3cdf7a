package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.BaremetalCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bare-metal program left at any moment ends the same in a JVM that never saw it begin (law 5). Which moments follows
 * from {@code -Dtrapline.snapshots.seed=N}; the seed is printed.
 */
class FreshJvmTest {
    private static final long SEED = 20_261_125;
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    private static final boolean FULL = Boolean.getBoolean("trapline.long");
    private static final int SNAPSHOTS = FULL ? 50 : 10;
    /** So many machines are taken up by one JVM, each new from its description. */
    private static final int BATCH = FULL ? 10 : 5;

    /** JVMs at a time. */
    private static final int AT_ONCE = 2;

    private record Program(BaremetalCase program, long seed) {
        Machine machine() {
            return Machines.baremetal(program, b -> {}, seed);
        }
    }

    private record Moment(Program program, long count) {}

    @Test
    void snapshotsAtRandomMomentsEndTheSameInFreshJvms(@TempDir Path temp) throws Exception {
        long seed = Long.getLong("trapline.snapshots.seed", SEED);
        System.out.println("trapline.snapshots.seed " + seed);
        StateFolder folder = new StateFolder(temp);
        Map<String, Moment> moments = new LinkedHashMap<>();
        Map<String, Ended> expected = new LinkedHashMap<>();
        draw(new SplittableRandom(seed), folder, moments, expected);
        assertThat(moments).hasSize(SNAPSHOTS);

        List<String> names = List.copyOf(moments.keySet());
        List<Future<List<Ended>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int from = 0; from < SNAPSHOTS; from += BATCH) {
                List<String> batch = names.subList(from, from + BATCH);
                Host host = Host.values()[from / BATCH];
                running.add(pool.submit(() -> host.run(folder, batch)));
            }
        }
        List<Ended> ended = new ArrayList<>();
        for (Future<List<Ended>> jvm : running) {
            ended.addAll(jvm.get());
        }

        for (Ended e : ended) {
            assertThat(e).as("%s, seed %d", moments.get(e.name()), seed).isEqualTo(expected.get(e.name()));
        }
        assertThat(ended).hasSize(SNAPSHOTS);
    }

    /** Leaves programs at random moments, and goes on with them here. */
    private static void draw(
            SplittableRandom random, StateFolder folder, Map<String, Moment> moments, Map<String, Ended> expected)
            throws IOException {
        Map<Program, Integer> wanted = new LinkedHashMap<>();
        List<BaremetalCase> cases = BaremetalCase.all();
        for (int i = 0; i < SNAPSHOTS; i++) {
            BaremetalCase program = cases.get(random.nextInt(cases.size()));
            wanted.merge(new Program(program, random.nextInt(2) * random.nextLong(1, 1000)), 1, Integer::sum);
        }
        for (Map.Entry<Program, Integer> w : wanted.entrySet()) {
            Machine whole = w.getKey().machine();
            whole.run(MOST_INSTRUCTIONS);
            TreeSet<Long> counts = new TreeSet<>();
            while (counts.size() < w.getValue()) {
                counts.add(random.nextLong(1, whole.clock().count));
            }
            Machine machine = w.getKey().machine();
            for (long count : counts) {
                machine.run(count);
                String name = w.getKey().program + "-" + w.getKey().seed + "-" + count;
                folder.put(name, machine);
                moments.put(name, new Moment(w.getKey(), count));
            }
            Ended end = Ended.of("", machine.run(MOST_INSTRUCTIONS), machine);
            counts.forEach(count -> {
                String name = w.getKey().program + "-" + w.getKey().seed + "-" + count;
                expected.put(name, end.named(name));
            });
        }
    }
}
