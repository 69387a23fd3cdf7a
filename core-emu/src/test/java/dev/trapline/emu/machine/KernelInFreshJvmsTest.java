package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's kernel on two pCPUs, from after its decompression to its panic and reset, is one run: on JVMs that differ in
 * all they can (law 1), and taken up at random moments by a JVM that never saw it begin (law 5).
 *
 * <p>What it costs on a quiet core: about 90 s to decompress once and run twice; then 1.3e9 instructions a configuration, some
 * 20 s, or three times that on C1's code; and half as many on average a moment. Two JVMs at a time, each with its own heap.
 */
@Tag("guests")
@EnabledIfSystemProperty(named = "trapline.long", matches = "true")
class KernelInFreshJvmsTest {
    private static final long SEED = 20_261_125;
    private static final int CPUS = 2;
    private static final int MOMENTS = 5;
    private static final int AT_ONCE = 2;

    /** The name of the state after decompression. */
    private static final String START = "start";

    private static final long RANDOM_SEED = Long.getLong("trapline.snapshots.seed", SEED);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path temp;

    @SuppressWarnings("NullAway.Init") // in prepare
    private static StateFolder folder;

    @SuppressWarnings("NullAway.Init") // in prepare
    private static Ended whole;

    private static final List<String> moments = new ArrayList<>();

    @BeforeAll
    static void prepare() throws IOException {
        System.out.println("trapline.snapshots.seed " + RANDOM_SEED);
        folder = new StateFolder(temp);
        Machine machine = Machines.debian(CPUS, false, b -> {});
        KernelStart start = KernelStart.find(machine);
        folder.put(START, machine.spec(), start.state());
        whole = Ended.of(START, machine.run(StateRunner.MOST_INSTRUCTIONS), machine);
        assertThat(whole.end()).as("panic=-1 resets").isEqualTo(Pause.RESET);

        SplittableRandom random = new SplittableRandom(RANDOM_SEED);
        TreeSet<Long> counts = new TreeSet<>();
        while (counts.size() < MOMENTS) {
            counts.add(random.nextLong(start.count() + 1, whole.count()));
        }
        machine.restore(start.state());
        for (long count : counts) {
            assertThat(machine.run(count)).isEqualTo(Pause.COUNT);
            folder.put("count-" + count, machine);
            moments.add("count-" + count);
        }
    }

    @Test
    void jvmsThatDifferInAllTheyCanEndItTheSame() throws Exception {
        List<Future<List<Ended>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Host host : Host.values()) {
                running.add(pool.submit(() -> host.run(folder, List.of(START))));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("this JVM: " + whole.line());
        for (Host host : Host.values()) {
            Ended ended = running.get(host.ordinal()).get().getFirst();
            lines.add(String.format(Locale.ROOT, "%s (%s): %s", host, host.flags(), ended.line()));
        }
        write("kernel-hosts.txt", lines);

        for (Host host : Host.values()) {
            assertThat(running.get(host.ordinal()).get())
                    .as(host + " " + host.flags())
                    .containsExactly(whole);
        }
    }

    @Test
    void snapshotsAtRandomMomentsEndTheSameInFreshJvms() throws Exception {
        List<Future<List<Ended>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (String moment : moments) {
                running.add(pool.submit(() -> Host.PLAIN.run(folder, List.of(moment))));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("this JVM, seed " + RANDOM_SEED + ": " + whole.line());
        for (Future<List<Ended>> jvm : running) {
            lines.add(jvm.get().getFirst().line());
        }
        write("kernel-snapshots.txt", lines);

        for (int i = 0; i < MOMENTS; i++) {
            assertThat(running.get(i).get())
                    .as("left at %s, seed %d", moments.get(i), RANDOM_SEED)
                    .containsExactly(whole.named(moments.get(i)));
        }
        assertThat(moments).hasSize(MOMENTS);
    }

    /** Beside the logs of {@code ./trapline test}, or in the module's own target. */
    private static void write(String file, List<String> lines) throws IOException {
        Path results = Optional.ofNullable(System.getenv("PART_DIR"))
                .map(Path::of)
                .orElseGet(() -> Path.of("target").toAbsolutePath());
        Files.createDirectories(results);
        Files.write(results.resolve(file), lines);
    }
}
