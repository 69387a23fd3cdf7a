package dev.trapline.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.symbols.ElfSymbolReader;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Watchpoint.Access;
import dev.trapline.replay.timeline.Watchpoint.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watching a guest's intermediate addresses, in the hypervisor {@code monitor}: worlds 2, 3 and 4 have the same ones, those of
 * world N lie at 0x42000000 + (N - 2) * 2 MiB, and world 4 is built in the tables of world 2 when that is dead.
 */
class IntermediateWatchTest {
    private static final long RAM = 0x4000_0000L;
    /** Where guests with an MMU have the virtual address 0x80000000. */
    private static final long FAR = 0x4010_0000L;

    private static final int[] GUESTS = {2, 3, 4};

    @TempDir
    Path directory;

    private Path record(int checkpoints) {
        MachineSpec spec = RecordedProgram.spec(BaremetalCase.named("monitor"), 3);
        Path path = directory.resolve("rec" + checkpoints);
        long length = RecordedProgram.record(spec, directory.resolve("first" + checkpoints), CheckpointLimit.NONE)
                .count();
        CheckpointLimit limit =
                checkpoints == 0 ? CheckpointLimit.NONE : CheckpointLimit.allAt(length / checkpoints, 1000);
        RecordedProgram.record(spec, path, limit);
        return path;
    }

    private static Symbols symbols(String guest) {
        return ElfSymbolReader.read(Fixtures.path("debug/bin/" + guest + ".elf"));
    }

    private static Watchpoint watched(Timeline timeline, int world, long ipa, int length, Access access) {
        return Watchpoint.intermediate(timeline.guest(world).orElseThrow(), ipa, length, access);
    }

    /** The same by the frames that the monitor gives the guest, of which it writes none while the guest lives. */
    private static Watchpoint expected(int world, long ipa, int length, Access access) {
        long pa = ipa - RAM + 0x4200_0000L + (world - 2) * 0x20_0000L;
        return new Watchpoint(
                Space.PHYSICAL,
                pa,
                length,
                access,
                (machine, cpu) -> machine.worlds().threadOn(cpu.index).world() == world);
    }

    private static List<Hit> all(Timeline timeline, Watchpoint watched) {
        timeline.seek(timeline.first());
        List<Hit> hits = new ArrayList<>();
        for (Optional<Hit> hit = timeline.runForward(Stops.at(watched), SearchControl.NONE);
                hit.isPresent() && hits.size() < 300;
                hit = timeline.runForward(Stops.at(watched), SearchControl.NONE)) {
            hits.add(hit.get());
        }
        return hits;
    }

    private static List<String> places(List<Hit> hits) {
        return hits.stream()
                .map(h -> h.cause() instanceof Hit.Cause.Accessed a
                        ? String.format("%d cpu %d pc %x %s %x", h.count(), h.cpu(), a.pc(), a.write(), a.pa())
                        : "not an access")
                .toList();
    }

    @Test
    void onlyTheGuestThatIsAskedForHitsAndAllItsAccessesDo() {
        long rounds = symbols("guest-flat").named("rounds").getFirst().address();
        assertThat(symbols("guest-mapped").named("rounds").getFirst().address()).isEqualTo(rounds);
        try (Timeline timeline = new Timeline(record(7), new Timeline.Settings(1L << 30, 2))) {
            for (Access access : Access.values()) {
                for (int world : GUESTS) {
                    List<Hit> hits = all(timeline, watched(timeline, world, rounds, 8, access));
                    assertThat(places(hits))
                            .as("%s in world %d", access, world)
                            .isEqualTo(places(all(timeline, expected(world, rounds, 8, access))));
                    assertThat(hits.isEmpty())
                            .as("rounds is only ever written, and never with what is there")
                            .isEqualTo(access == Access.READ);
                }
            }
        }
    }

    @Test
    void anAddressIsWhatTheGuestsOwnTablesMakeOfIt() {
        try (Timeline timeline = new Timeline(record(0), new Timeline.Settings(1L << 30, 2))) {
            List<Hit> stores = all(timeline, watched(timeline, 4, FAR, 8, Access.WRITE));
            assertThat(stores)
                    .hasSizeGreaterThan(9)
                    .allSatisfy(hit -> assertThat(hit.cause()).isInstanceOfSatisfying(Hit.Cause.Accessed.class, a -> {
                        assertThat(a.va() & ~7).as("by its virtual address").isEqualTo(0x8000_0000);
                        assertThat(a.pa() & ~7L).isEqualTo(0x4250_0000L);
                    }));
            assertThat(all(timeline, watched(timeline, 4, FAR, 8, Access.READ)))
                    .as("each is loaded again")
                    .hasSameSizeAs(stores);
            assertThat(all(timeline, watched(timeline, 2, FAR, 8, Access.ANY)))
                    .as("the first guest does not use it")
                    .isEmpty();
            assertThat(all(timeline, watched(timeline, 4, 0x8000_0000L, 8, Access.ANY)))
                    .as("no intermediate address")
                    .isEmpty();
        }
    }

    @Test
    void backwardsFindsWhatForwardsDoes() {
        long rounds = symbols("guest-flat").named("rounds").getFirst().address();
        SplittableRandom random = new SplittableRandom(11);
        try (Timeline timeline = new Timeline(record(9), new Timeline.Settings(1L << 30, 2))) {
            for (int world : GUESTS) {
                Stops stops = Stops.at(watched(timeline, world, rounds, 4, Access.CHANGE));
                List<Hit> hits = all(timeline, stops.watchpoints().getFirst());
                List<Long> counts = Stream.concat(
                                random.longs(8, 0, timeline.last()).boxed(),
                                Stream.of(timeline.first(), hits.getFirst().count(), timeline.last()))
                        .toList();
                for (long from : counts) {
                    timeline.seek(from);
                    assertThat(timeline.runBack(stops, SearchControl.NONE).map(Hit::count))
                            .as("in world %d, backwards from %d", world, from)
                            .isEqualTo(hits.stream()
                                    .map(Hit::count)
                                    .filter(c -> c <= from)
                                    .reduce((a, b) -> b));
                }
            }
        }
    }

    /** Where the tables were not written, the frames behind are the same, and the recorder says who was there. */
    @Test
    void windowsInWhichNobodyCameByAreNotRun() {
        long rounds = symbols("guest-flat").named("rounds").getFirst().address();
        Path path = record(40);
        History history = new History(path, new Timeline.Settings(1L << 30, 2));
        try (Timeline timeline = new Timeline(history);
                Cursor cursor = new Cursor(path, timeline.spec())) {
            Windows windows = history.enter().windows();
            for (int world : GUESTS) {
                for (Access access : Access.values()) {
                    Watchpoint watched = watched(timeline, world, rounds, 4, access);
                    List<Hit> hits = all(timeline, watched);
                    MappedWatches mapped = new MappedWatches(windows, Stops.at(watched));
                    int passed = 0;
                    for (int window = windows.size() - 1; window >= 0; window--) {
                        boolean met = mapped.mayMeet(window, cursor);
                        assertThat(mapped.mayMeet(window, cursor))
                                .as("asked again")
                                .isEqualTo(met);
                        passed += met ? 0 : 1;
                        long first = windows.first(window);
                        long last = windows.last(window);
                        assertThat(met || hits.stream().noneMatch(h -> h.count() > first && h.count() <= last))
                                .as("window %d, %s in world %d", window, access, world)
                                .isTrue();
                    }
                    assertThat(passed)
                            .as("passed over, %s in world %d", access, world)
                            .isGreaterThan(5);
                }
            }
            history.leave();
        }
    }

    @Test
    void aWorldThatIsNoGuestHasNone() {
        try (Timeline timeline = new Timeline(record(3), new Timeline.Settings(1L << 30, 2))) {
            assertThat(timeline.guest(1)).isEmpty();
            assertThat(timeline.guest(5)).isEmpty();
            assertThat(timeline.count()).isZero();
            assertThat(timeline.guest(4).orElseThrow().vttbr() >>> 48).isEqualTo(1);
        }
        assertThatThrownBy(() -> new Watchpoint(Space.INTERMEDIATE, RAM, 4, Access.ANY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
