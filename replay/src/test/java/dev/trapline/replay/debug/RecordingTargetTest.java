package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.RecordedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a debugger sees of a recording, going forwards and backwards. */
class RecordingTargetTest {
    /** Of the programs, one each, which no test changes. */
    @TempDir
    static Path recordings;

    @TempDir
    Path directory;

    /** A few that differ most; all of them in the long run. */
    static List<BaremetalCase> cases() {
        return Boolean.getBoolean("trapline.long")
                ? RecordedProgram.cases()
                : Stream.of("exceptions", "psci-2", "stage2", "monitor", "steps-t32")
                        .map(BaremetalCase::named)
                        .toList();
    }

    private static DebugTarget target(BaremetalCase program, OptionalLong at) {
        return target(Debugged.recording(recordings, program.name(), 3), at);
    }

    private static DebugTarget target(Path recording, OptionalLong at) {
        return Debugged.target(recording, at, Debugged.WORDS);
    }

    /** Where a debugger stands: registers of a thread, and the count. */
    private record Place(String when, List<Long> registers) {
        static Place of(DebugTarget target, ThreadId thread) {
            return new Place(
                    Debugged.ask(target, "when"),
                    IntStream.rangeClosed(0, 15)
                            .mapToObj(i -> Debugged.register(target, thread, i))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void steppingBackUndoesSteppingForwards(BaremetalCase program) {
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        try (DebugTarget target = target(program, OptionalLong.of(0))) {
            for (int round = 0; round < 4; round++) {
                Debugged.ask(target, "seek " + random.nextLong(20_000));
                ThreadId thread = target.current();
                List<Place> places = new ArrayList<>();
                places.add(Place.of(target, thread));
                for (int i = 0; i < 30; i++) {
                    Stop stop = Debugged.resume(target, new Resume.Step(false, thread));
                    if (!(stop.reason() instanceof Stop.Reason.Stepped)) {
                        break;
                    }
                    places.add(Place.of(target, thread));
                }
                for (int i = places.size() - 2; i >= 0; i--) {
                    Debugged.resume(target, new Resume.Step(true, thread));
                    assertThat(Place.of(target, thread).registers())
                            .isEqualTo(places.get(i).registers());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runningBackMeetsWhatRunningForwardsMet(BaremetalCase program) {
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        try (DebugTarget target = target(program, OptionalLong.of(0))) {
            List<StopPoint> points = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Debugged.ask(target, "seek " + random.nextLong(20_000));
                int pc = (int) Debugged.register(target, target.current(), RegisterDescription.PC);
                points.add(new StopPoint.Execution(1, pc, PointCondition.ALWAYS));
            }
            target.setPoints(points);
            Debugged.ask(target, "seek start");
            List<Place> forwards = new ArrayList<>();
            Stop stop = Debugged.resume(target, new Resume.Run(false));
            while (stop.reason() instanceof Stop.Reason.AtExecution && forwards.size() < 60) {
                forwards.add(Place.of(target, stop.thread()));
                stop = Debugged.resume(target, new Resume.Run(false));
            }
            assertThat(forwards).isNotEmpty();
            int last = forwards.size() - 1;
            if (!(stop.reason() instanceof Stop.Reason.AtExecution)) {
                assertThat(stop.reason()).isInstanceOf(Stop.Reason.HistoryEnds.class);
            }
            for (int i = last; i >= 0; i--) {
                stop = Debugged.resume(target, new Resume.Run(true));
                assertThat(stop.reason()).isInstanceOf(Stop.Reason.AtExecution.class);
                // Running forwards, an interrupt that is taken before the instruction was taken when it stopped there.
                assertThat(Debugged.ask(target, "when").split(",")[0])
                        .isEqualTo(forwards.get(i).when().split(",")[0]);
            }
            stop = Debugged.resume(target, new Resume.Run(true));
            assertThat(stop.reason()).isInstanceOf(Stop.Reason.HistoryBegins.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps-a32", "steps-t32"})
    void stepsPassInterruptsBothWays(String name) {
        try (DebugTarget target = target(BaremetalCase.named(name), OptionalLong.of(0))) {
            // Timer interrupts come while it is busy, and while it sleeps in WFI.
            int passed = 0;
            Debugged.ask(target, "seek start");
            for (int interrupt = 0; interrupt < 3; interrupt++) {
                Debugged.ask(target, "event next acknowledged");
                String behind = Debugged.ask(target, "when");
                Debugged.ask(target, "event prev exception-taken");
                Debugged.ask(target, "seek -3");
                ThreadId thread = target.current();
                List<Place> places = new ArrayList<>();
                places.add(Place.of(target, thread));
                for (int i = 0; i < 8; i++) {
                    Debugged.resume(target, new Resume.Step(false, thread));
                    places.add(Place.of(target, thread));
                }
                long from = count(places.getFirst().when());
                long to = count(places.getLast().when());
                passed += to - from > 20 ? 1 : 0;
                for (int i = places.size() - 2; i >= 0; i--) {
                    Debugged.resume(target, new Resume.Step(true, thread));
                    // Back at an instruction that was interrupted, it is behind the interrupt.
                    assertThat(Place.of(target, thread).registers())
                            .isEqualTo(places.get(i).registers());
                }
                assertThat(count(Debugged.ask(target, "when"))).isEqualTo(from);
                Debugged.ask(target, "seek " + (count(behind) + 1));
            }
            assertThat(passed).as("handlers ran during the steps").isEqualTo(3);
        }
    }

    private static long count(String when) {
        return Long.parseLong(when.split(" ")[1]);
    }

    private BaremetalCase program() {
        return cases().getFirst();
    }

    /** A store the program makes, somewhere in the middle: the address, and where it is. */
    private static StopPoint.Access storeNear(DebugTarget target, int wanted) {
        Debugged.ask(target, "seek " + wanted);
        ThreadId thread = target.current();
        int sp = (int) Debugged.register(target, thread, RegisterDescription.SP);
        return new StopPoint.Access(1, sp - 64, 64, StopPoint.Access.Kind.WRITE, PointCondition.ALWAYS);
    }

    @Test
    void aWatchpointStopsBeforeTheAccessForwardsAndAfterItBackwards() {
        try (DebugTarget target = target(program(), OptionalLong.of(0))) {
            StopPoint.Access watch = storeNear(target, 240_000);
            target.setPoints(List.of(watch));
            Stop forwards = Debugged.resume(target, new Resume.Run(false));
            assertThat(forwards.reason()).isInstanceOf(Stop.Reason.AtAccess.class);
            byte[] before = new byte[64];
            target.readMemory(forwards.thread(), watch.address() & 0xffff_ffffL, before, 0, 64);
            target.setPoints(List.of());
            Debugged.resume(target, new Resume.Step(false, forwards.thread()));
            byte[] after = new byte[64];
            target.readMemory(forwards.thread(), watch.address() & 0xffff_ffffL, after, 0, 64);
            assertThat(after).as("it stopped before the store").isNotEqualTo(before);
            String there = Debugged.ask(target, "when");
            target.setPoints(List.of(watch));
            Stop backwards = Debugged.resume(target, new Resume.Run(true));
            assertThat(backwards.reason()).isInstanceOf(Stop.Reason.AtAccess.class);
            assertThat(Debugged.ask(target, "when"))
                    .as("the store is not undone yet")
                    .isEqualTo(there);
        }
    }

    @Test
    void bothEndsOfHistoryStopPolitely() {
        try (DebugTarget target = target(program(), OptionalLong.empty())) {
            assertThat(Debugged.resume(target, new Resume.Run(false)).reason())
                    .isInstanceOf(Stop.Reason.HistoryEnds.class);
            assertThat(Debugged.resume(target, new Resume.Step(false, target.current()))
                            .reason())
                    .isInstanceOf(Stop.Reason.HistoryEnds.class);
            assertThat(Debugged.resume(target, new Resume.Run(true)).reason())
                    .isInstanceOf(Stop.Reason.HistoryBegins.class);
            assertThat(Debugged.resume(target, new Resume.Step(true, target.current()))
                            .reason())
                    .isInstanceOf(Stop.Reason.HistoryBegins.class);
            assertThat(Debugged.resume(target, new Resume.Run(false)).reason())
                    .isInstanceOf(Stop.Reason.HistoryEnds.class);
        }
    }

    @Test
    void aStepThatCannotBeTakenLeavesItStanding() {
        try (DebugTarget target = target(program(), OptionalLong.of(3000))) {
            ThreadId nobody = new ThreadId(1, 9);
            for (boolean backwards : new boolean[] {false, true}) {
                assertThatThrownBy(() -> Debugged.resume(target, new Resume.Step(backwards, nobody)))
                        .isInstanceOf(DebugException.class)
                        .hasMessageContaining("1.9");
            }
            assertThat(Debugged.resume(target, new Resume.Step(false, target.current()))
                            .reason())
                    .isInstanceOf(Stop.Reason.Stepped.class);
        }
    }

    @Test
    void whatWasGivenUpDoesNotGiveUpWhatComesNext() {
        try (DebugTarget target = target(program(), OptionalLong.of(300_000))) {
            int pc = (int) Debugged.register(target, target.current(), RegisterDescription.PC);
            String here = Debugged.ask(target, "when");
            target.setPoints(List.of(new StopPoint.Execution(1, pc, view -> {
                target.interrupt();
                return false;
            })));
            assertThat(Debugged.resume(target, new Resume.Run(true)).reason())
                    .isInstanceOf(Stop.Reason.Interrupted.class);
            assertThat(Debugged.ask(target, "when")).isEqualTo(here);
            target.setPoints(List.of());
            int sp = (int) Debugged.register(target, target.current(), RegisterDescription.SP);
            assertThat(Debugged.ask(target, String.format("who-wrote 0x%x 64", sp - 64)))
                    .contains("wrote");
            assertThat(Debugged.resume(target, new Resume.Run(false)).reason())
                    .as("it goes on forwards, to the end")
                    .isInstanceOf(Stop.Reason.HistoryEnds.class);
            assertThat(Debugged.ask(target, "when")).matches("(?s)count (\\d+) of 0 to \\1,.*");
        }
    }

    @Test
    void aDamagedRecordingIsDebuggedUpToTheDamage() throws IOException {
        Path path = directory.resolve("rec");
        RecordedProgram.record(RecordedProgram.spec(RecordingCase.named("demo").elf(), 0), path, CheckpointLimit.NONE);
        damage();
        try (DebugTarget target = target(path, OptionalLong.empty())) {
            ThreadId thread = target.current();
            String end = Debugged.ask(target, "when");
            assertThat(end).doesNotMatch("(?s)count (\\d+) of 0 to \\1,.*");
            Stop stop = Debugged.resume(target, new Resume.Run(false));
            assertThat(stop.reason())
                    .isInstanceOfSatisfying(
                            Stop.Reason.HistoryEnds.class,
                            ends -> assertThat(ends.how()).contains("damaged"));
            Debugged.resume(target, new Resume.Step(true, thread));
            Debugged.resume(target, new Resume.Step(false, thread));
            assertThat(Debugged.ask(target, "when").split(",")[0]).isEqualTo(end.split(",")[0]);
            assertThatThrownBy(() -> Debugged.ask(target, "seek end"))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("damaged");
            Debugged.resume(target, new Resume.Step(true, thread));
        }
    }

    /** Changes a bit of the last batch. */
    private void damage() throws IOException {
        byte[] last;
        try (Recording recording = Recording.open(directory.resolve("rec"))) {
            assertThat(recording.batches()).isGreaterThan(1);
            last = recording.batch(recording.batches() - 1);
        }
        try (Stream<Path> files = Files.walk(directory.resolve("rec/events"))) {
            Path log =
                    files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            int at = 0;
            while (!Arrays.equals(bytes, at, at + last.length, last, 0, last.length)) {
                at++;
            }
            bytes[at + last.length / 2] ^= 0x40;
            Files.write(log, bytes);
        }
    }

    @Test
    void whatADebuggerWritesIsDroppedWhenHistoryMoves() {
        try (DebugTarget target = target(program(), OptionalLong.of(3000))) {
            ThreadId thread = target.current();
            Place history = Place.of(target, thread);
            target.writeRegister(thread, 4, new byte[] {1, 2, 3, 4});
            assertThat(Debugged.register(target, thread, 4)).isEqualTo(0x04030201L);
            assertThat(Debugged.ask(target, "when")).contains("what if");
            Debugged.resume(target, new Resume.Step(false, thread));
            assertThat(Debugged.ask(target, "when")).contains("what if");
            Debugged.resume(target, new Resume.Step(true, thread));
            assertThat(Debugged.ask(target, "when")).doesNotContain("what if");
            Debugged.resume(target, new Resume.Step(false, thread));
            assertThat(Place.of(target, thread)).isEqualTo(history);
        }
    }

    @Test
    void afterACallOfTheGuestsFunctionHistoryGoesOn() {
        try (DebugTarget target = target(program(), OptionalLong.of(3000))) {
            ThreadId thread = target.current();
            Place history = Place.of(target, thread);
            byte[] pc = target.readRegister(thread, RegisterDescription.PC).orElseThrow();
            // As gdb calls: it sets the pc, lets it run, and puts everything back.
            byte[] elsewhere = pc.clone();
            elsewhere[0] = (byte) (elsewhere[0] + 4);
            target.writeRegister(thread, RegisterDescription.PC, elsewhere);
            Debugged.resume(target, new Resume.Step(false, thread));
            for (int i = 0; i < 16; i++) {
                ByteBuffer value = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                value.putInt((int) (long) history.registers().get(i));
                target.writeRegister(thread, i, value.array());
            }
            Debugged.resume(target, new Resume.Step(false, thread));
            assertThat(Debugged.ask(target, "when")).doesNotContain("what if");
            Debugged.resume(target, new Resume.Step(true, thread));
            assertThat(Place.of(target, thread)).isEqualTo(history);
        }
    }

    @Test
    void callsAreCaughtBeforeAndAfterForwardsAndFoundBackwards() {
        try (DebugTarget target = target(program(), OptionalLong.of(0))) {
            target.setPoints(List.of(new StopPoint.Calls(1, java.util.Set.of())));
            Stop first = Debugged.resume(target, new Resume.Run(false));
            assertThat(first.reason()).isInstanceOf(Stop.Reason.AtCall.class);
            String at = Debugged.ask(target, "when");
            Debugged.resume(target, new Resume.Run(false));
            Debugged.resume(target, new Resume.Run(false));
            Stop back = Debugged.resume(target, new Resume.Run(true));
            while (!(back.reason() instanceof Stop.Reason.HistoryBegins)) {
                Stop.Reason reason = back.reason();
                assertThat(reason).isInstanceOf(Stop.Reason.AtCall.class);
                at = at.split(",")[0].equals(Debugged.ask(target, "when").split(",")[0]) ? "" : at;
                back = Debugged.resume(target, new Resume.Run(true));
            }
            assertThat(at).as("the first call was met again").isEmpty();
        }
    }

    @Test
    void whoWroteSaysTheInstruction() {
        try (DebugTarget target = target(program(), OptionalLong.of(0))) {
            StopPoint.Access watch = storeNear(target, 240_000);
            target.setPoints(List.of(watch));
            Stop stop = Debugged.resume(target, new Resume.Run(false));
            int address = ((Stop.Reason.AtAccess) stop.reason()).address();
            Debugged.resume(target, new Resume.Step(false, stop.thread()));
            String here = Debugged.ask(target, "when").split(" ")[1];
            assertThat(Debugged.ask(target, String.format("who-wrote 0x%x 1", address)))
                    .contains("instruction " + here);
        }
    }

    private static boolean isOnCpu(DebugTarget target, ThreadId thread) {
        return target.worlds().stream()
                .filter(w -> w.id() == thread.world())
                .flatMap(w -> w.threads().stream())
                .anyMatch(t -> t.id() == thread.thread() && t.core() >= 0);
    }

    /** The vCPUs that wait. */
    private static List<ThreadId> waiting(DebugTarget target) {
        return target.worlds().stream()
                .filter(w -> w.id() > 1 && w.alive())
                .flatMap(w -> w.threads().stream().filter(t -> t.core() < 0).map(t -> new ThreadId(w.id(), t.id())))
                .toList();
    }

    /** -1 if it has not been on a CPU. */
    private static long leftAt(DebugTarget target, ThreadId thread) {
        return target.worlds().stream()
                .filter(w -> w.id() == thread.world())
                .flatMap(w -> w.threads().stream())
                .filter(t -> t.id() == thread.thread() && t.state().contains(" left at "))
                .mapToLong(t -> Long.parseLong(t.state().replaceAll(".* left at ([0-9]+) .*", "$1")))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void aStepThatAnInterruptComesBeforeEndsInTheGuestItBeganIn() {
        SplittableRandom random = new SplittableRandom(11);
        int stepped = 0;
        try (DebugTarget target = target(BaremetalCase.named("monitor"), OptionalLong.empty())) {
            long end = Long.parseLong(Debugged.ask(target, "when").split(" ")[1]);
            for (int round = 0; round < 40; round++) {
                Debugged.ask(target, "seek " + random.nextLong(end));
                for (ThreadId thread : waiting(target)) {
                    // Where the exception is about to be taken with which it left.
                    long left = leftAt(target, thread);
                    Debugged.ask(target, "seek " + Math.max(0, left));
                    if (left >= 0 && isOnCpu(target, thread)) {
                        // All guests have the same code at the same addresses.
                        Stop stop = Debugged.resume(target, new Resume.Step(false, thread));
                        if (stop.reason() instanceof Stop.Reason.Stepped) {
                            stepped++;
                            assertThat(stop.thread().world()).isIn(1, thread.world());
                            assertThat(stop.thread().world() == 1 || isOnCpu(target, thread))
                                    .isTrue();
                        }
                    }
                }
            }
        }
        assertThat(stepped).isGreaterThan(10);
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndHistoryIsNotLeft() {
        try (DebugTarget target = target(BaremetalCase.named("monitor"), OptionalLong.of(120_000))) {
            ThreadId waits = waiting(target).getFirst();
            byte[] value = {1, 2, 3, 4};
            assertThatThrownBy(() -> target.writeRegister(waits, 4, value))
                    .isInstanceOf(DebugException.class)
                    .hasMessage(
                            "vCPU " + (waits.thread() - 1) + " of world " + waits.world()
                                    + " is on no CPU now: its registers are the hypervisor's to keep, and cannot be written here");
            assertThat(Debugged.ask(target, "when")).doesNotContain("what if");
            assertThatThrownBy(() -> target.writeRegister(new ThreadId(9, 1), 4, value))
                    .hasMessage("there is no thread 9.1 now");
            assertThat(target.writeMemory(waits, 0xf000_0000L, value, 0, 4))
                    .as("nothing is mapped there")
                    .isZero();
            assertThatThrownBy(() -> target.writeMemory(new ThreadId(9, 1), 0x4000_0000L, value, 0, 4))
                    .isInstanceOf(DebugException.class);
            assertThat(Debugged.ask(target, "when")).doesNotContain("what if");

            // Its memory can be, and those that are on a CPU.
            assertThat(target.writeMemory(waits, 0x4000_0000L, value, 0, 4)).isEqualTo(4);
            assertThat(Debugged.ask(target, "when")).contains("what if");
            Debugged.ask(target, "seek 120000");
            target.writeRegister(target.current(), 4, value);
            assertThat(Debugged.ask(target, "when")).contains("what if");
            assertThatThrownBy(() -> target.writeRegister(waits, 4, value)).isInstanceOf(DebugException.class);
            assertThat(Debugged.ask(target, "when"))
                    .as("what was written before stays")
                    .contains("what if");
        }
    }

    @Test
    void aVcpuOnNoCpuIsSteppedWhenItComesToOneAndBackToWhereItWasOnOne() {
        SplittableRandom random = new SplittableRandom(7);
        int forwards = 0;
        int backwards = 0;
        try (DebugTarget target = target(BaremetalCase.named("monitor"), OptionalLong.empty())) {
            long end = Long.parseLong(Debugged.ask(target, "when").split(" ")[1]);
            for (int round = 0; round < 15; round++) {
                long here = random.nextLong(end);
                Debugged.ask(target, "seek " + here);
                for (ThreadId thread : waiting(target)) {
                    Debugged.ask(target, "seek " + here);
                    Stop stop = Debugged.resume(target, new Resume.Step(false, thread));
                    if (stop.reason() instanceof Stop.Reason.Stepped) {
                        forwards++;
                        assertThat(stop.thread()).isEqualTo(thread);
                        assertThat(isOnCpu(target, thread)).isTrue();
                        Place after = Place.of(target, thread);
                        Debugged.resume(target, new Resume.Step(true, thread));
                        assertThat(isOnCpu(target, thread)).isTrue();
                        assertThat(Place.of(target, thread)).isNotEqualTo(after);
                        Debugged.resume(target, new Resume.Step(false, thread));
                        assertThat(Place.of(target, thread)).isEqualTo(after);
                    } else {
                        assertThat(stop.reason()).isInstanceOf(Stop.Reason.HistoryEnds.class);
                    }

                    Debugged.ask(target, "seek " + here);
                    long left = leftAt(target, thread);
                    stop = Debugged.resume(target, new Resume.Step(true, thread));
                    if (stop.reason() instanceof Stop.Reason.Stepped) {
                        backwards++;
                        assertThat(stop.thread()).isEqualTo(thread);
                        assertThat(isOnCpu(target, thread)).isTrue();
                        long last = Long.parseLong(Debugged.ask(target, "when").split(" ")[1]);
                        assertThat(last).isLessThan(left);
                        // Its last: others may have executed behind it, but it has not until it left.
                        List<Long> registers = List.of();
                        for (long count = last + 1; count < left && count < last + 4; count++) {
                            Debugged.ask(target, "seek " + count);
                            assertThat(isOnCpu(target, thread)).isTrue();
                            List<Long> now = Place.of(target, thread).registers();
                            assertThat(registers.isEmpty() ? now : registers).isEqualTo(now);
                            registers = now;
                        }
                    } else {
                        assertThat(stop.reason()).isInstanceOf(Stop.Reason.HistoryBegins.class);
                    }
                }
            }
        }
        assertThat(forwards).isGreaterThan(10);
        assertThat(backwards).isGreaterThan(10);
    }
}
