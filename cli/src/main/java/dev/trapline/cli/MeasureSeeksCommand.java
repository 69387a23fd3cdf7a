package dev.trapline.cli;

import dev.trapline.cli.run.Json;
import dev.trapline.emu.machine.RunningHash;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.timeline.Breakpoint;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Timeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How long it takes to go about in a recording, and that one comes to the right places: for {@code recordings.sh}. */
@Command(
        name = "measure-seeks",
        mixinStandardHelpOptions = true,
        hidden = true,
        header = "Measure seeks in a recording, and check where they lead.")
final class MeasureSeeksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "REC", description = "A recording.")
    private Path recording = Path.of("");

    @Option(names = "--seeks", paramLabel = "N", description = "How many places. Default: 100.")
    private int seeks = 100;

    @Option(names = "--seed", paramLabel = "N", description = "Which places. Default: 1.")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    private record Hash(long high, long low) {
        static Hash of(Timeline timeline) {
            RunningHash hash = new RunningHash(timeline.machine());
            hash.update(timeline.machine().save());
            return new Hash(hash.high(), hash.low());
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Object> told = new LinkedHashMap<>();
        int wrong = 0;
        TreeMap<Long, Hash> places = new TreeMap<>();
        long early;
        int earlyPc;
        try (Timeline forward = new Timeline(recording, Timeline.Settings.DEFAULT)) {
            long span = forward.last() - forward.first();
            while (places.size() < Math.min(seeks, span)) {
                places.put(forward.first() + random.nextLong(span), new Hash(0, 0));
            }
            early = forward.first() + span / 100;
            forward.seek(early);
            earlyPc = forward.machine().cpu(0).pc;
        }
        told.put("forward_ms", forward(places));
        List<Long> order = new ArrayList<>(places.keySet());
        for (int i = order.size() - 1; i > 0; i--) {
            order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
        }
        try (Timeline timeline = new Timeline(recording, Timeline.Settings.DEFAULT)) {
            told.put("instructions", timeline.last());
            told.put("seeks", order.size());
            for (String pass : List.of("cold", "warm")) {
                List<Long> took = new ArrayList<>();
                for (long place : order) {
                    long began = System.nanoTime();
                    timeline.seek(place);
                    took.add(System.nanoTime() - began);
                    if (!Hash.of(timeline).equals(places.get(place))) {
                        wrong++;
                    }
                }
                tell(told, pass + "_seek", took);
            }
            timeline.seek(timeline.last());
            List<Long> steps = new ArrayList<>();
            for (int i = 0; i < seeks; i++) {
                long began = System.nanoTime();
                timeline.stepBack(1);
                steps.add(System.nanoTime() - began);
            }
            tell(told, "step_back", steps);
            timeline.seek(timeline.last());
            long began = System.nanoTime();
            Optional<Hit> hit = timeline.runBack(
                    Stops.at(new Breakpoint(earlyPc, (machine, cpu) -> machine.clock().count <= early + 1)),
                    SearchControl.NONE);
            told.put("back_to_early_hit_ms", ms(System.nanoTime() - began));
            if (hit.isEmpty() || hit.get().count() != early + 1) {
                wrong++;
            }
            told.put("cached_bytes", timeline.cachedBytes());
        }
        told.put("replay_ms", replay());
        told.put("wrong", wrong);
        out.print(Json.write(told));
        out.flush();
        return wrong == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /** The hashes at all places, by a replay that goes past them; returns milliseconds. */
    private long forward(TreeMap<Long, Hash> places) {
        try (Recording rec = Recording.open(recording)) {
            long began = System.nanoTime();
            ReplaySession session = Rerun.replay(rec, b -> {});
            RunningHash hash = new RunningHash(session.machine());
            places.replaceAll((place, none) -> {
                session.run(place);
                hash.update(session.machine().save());
                return new Hash(hash.high(), hash.low());
            });
            return ms(System.nanoTime() - began);
        }
    }

    private long replay() {
        try (Recording rec = Recording.open(recording)) {
            long began = System.nanoTime();
            ReplaySession session = Rerun.replay(rec, b -> {});
            session.run(Long.MAX_VALUE);
            return ms(System.nanoTime() - began);
        }
    }

    private static long ms(long ns) {
        return ns / 1_000_000;
    }

    private static void tell(Map<String, Object> told, String what, List<Long> ns) {
        List<Long> sorted = ns.stream().sorted().toList();
        told.put(what + "_median_us", sorted.get(sorted.size() / 2) / 1000);
        told.put(what + "_p99_us", sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / 1000);
    }
}
