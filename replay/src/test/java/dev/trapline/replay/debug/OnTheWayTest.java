package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.timeline.Timeline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording that is looked at on its way. It is held at the condition of a breakpoint, so that what is asked meanwhile
 * is asked on the way, however fast it is.
 */
@Timeout(60)
final class OnTheWayTest {
    private static final ThreadId FIRST = new ThreadId(1, 1);
    private static final byte[] WORD = {1, 2, 3, 4};
    private static final int IN_THE_LOOP = 800_000;
    private static final long BEHIND_IT = 900_000;
    private static final long END = 1_800_000;

    @TempDir
    static Path recordings;

    private final CountDownLatch passing = new CountDownLatch(1);
    private final CountDownLatch mayPass = new CountDownLatch(1);
    private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
    private DebugTarget target;

    @BeforeEach
    void open() {
        Path path = recordings.resolve("steps-a32");
        if (!path.toFile().exists()) {
            RecordedProgram.record(
                    RecordedProgram.spec(BaremetalCase.named("steps-a32"), 0),
                    path,
                    CheckpointLimit.allAt(1_000_000, 1000));
        }
        target = new RecordingTargets(path, new Timeline.Settings(64 << 20, 2), OptionalLong.of(1000), Debugged.WORDS)
                .attach();
    }

    @AfterEach
    void close() {
        mayPass.countDown();
        target.close();
    }

    /** A point that never stops, and is passed only when it may be. */
    private StopPoint.Execution slow(int pc) {
        return new StopPoint.Execution(1, pc, view -> {
            passing.countDown();
            try {
                mayPass.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
    }

    private long register(int number) {
        byte[] value = target.readRegister(FIRST, number).orElseThrow();
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }

    private int pcAt(long count) {
        command("seek", String.valueOf(count));
        return (int) register(RegisterDescription.PC);
    }

    private String command(String name, String... arguments) {
        MonitorCommand command = target.monitorCommands().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        StringBuilder said = new StringBuilder();
        command.run(FIRST, List.of(arguments), said::append);
        return said.toString();
    }

    /** A command's hearer or a run's, who wants it ended since before it began. */
    private static final class Impatient implements MonitorCommand.Hearer, StopListener {
        final CompletableFuture<Stop> stopped = new CompletableFuture<>();

        @Override
        public boolean givesUp() {
            return true;
        }

        @Override
        public void accept(String text) {}

        @Override
        public void says(String text) {}

        @Override
        public void stopped(Stop stop) {
            stopped.complete(stop);
        }
    }

    @Test
    void whoAskedToEndItBeforeItBeganIsHeard() {
        long here = count();
        Impatient user = new Impatient();
        MonitorCommand seek = target.monitorCommands().stream()
                .filter(c -> c.name().equals("seek"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> seek.run(FIRST, List.of("end"), user)).hasMessage("given up");
        assertThat(count()).isEqualTo(here);
        target.resume(new Resume.Run(false), user);
        assertThat(user.stopped.join().reason()).isEqualTo(new Stop.Reason.Interrupted());
        assertThat(count()).isEqualTo(here);
    }

    @Test
    void anInterruptThatEndsNothingEndsNothingThatComesLater() {
        target.interrupt();
        assertThat(command("seek", "5000")).contains("count 5000 of");
    }

    private long count() {
        return Long.parseLong(command("when").split(" ")[1]);
    }

    private void resume(Resume how) {
        target.resume(how, new StopListener() {
            @Override
            public void stopped(Stop stop) {
                stopped.complete(stop);
            }

            @Override
            public void says(String text) {}
        });
    }

    /** Runs, and is in the middle of a loop until it may pass. It looks whether somebody waits once between there and the end. */
    private void runFrom(long count, Resume how) throws InterruptedException {
        target.setPoints(List.of(slow(pcAt(IN_THE_LOOP))));
        command("seek", String.valueOf(count));
        resume(how);
        passing.await();
    }

    /** What is asked while it is in the loop. */
    private <T> T asked(Supplier<T> question) throws Exception {
        FutureTask<T> answer = new FutureTask<>(question::get);
        Thread asking = Thread.ofPlatform().start(answer);
        while (asking.isAlive() && asking.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(answer.isDone()).as("it waits until it can be looked at").isFalse();
        mayPass.countDown();
        return answer.get();
    }

    @Test
    void registersMemoryWorldsAndPositionAreTold() throws Exception {
        runFrom(1000, new Resume.Run(false));
        assertThat(asked(this::count)).isBetween((long) IN_THE_LOOP, END);
        assertThat(target.worlds()).hasSize(1);
        assertThat(target.worlds().getFirst().threads()).isNotEmpty();
        assertThat(register(RegisterDescription.PC)).isNotZero();
        assertThat(target.readMemory(FIRST, register(RegisterDescription.SP), new byte[4], 0, 4))
                .isEqualTo(4);
        assertThat(target.current()).isEqualTo(FIRST);
        assertThat(command("vcpus")).isNotEmpty();
        assertThat(target.tables()).hasSize(1);
        assertThat(stopped.join().reason()).as("it goes on to the end").isInstanceOf(Stop.Reason.HistoryEnds.class);
    }

    @Test
    void breakpointsThatAreSetOnTheWayStopIt() throws Exception {
        int there = pcAt(1_200_000);
        runFrom(1000, new Resume.Run(false));
        StopPoint.Execution late = new StopPoint.Execution(1, there, PointCondition.ALWAYS);
        asked(() -> {
            target.setPoints(List.of(late));
            return true;
        });
        assertThat(stopped.join().reason()).isEqualTo(new Stop.Reason.AtExecution(late));
        assertThat(register(RegisterDescription.PC)).isEqualTo(there & 0xffff_ffffL);
    }

    @Test
    void whatWouldChangeItIsRefusedAndItGoesOn() throws InterruptedException {
        runFrom(1000, new Resume.Run(false));
        for (Runnable change : List.<Runnable>of(
                () -> target.writeRegister(FIRST, 0, WORD),
                () -> target.writeMemory(FIRST, 0x4000_0000L, WORD, 0, 4),
                () -> command("seek", "5"),
                () -> command("checkpoint"),
                () -> command("who-wrote", "0x40000000"),
                () -> target.frames().orElseThrow().select(1, () -> false),
                () -> target.restart(),
                () -> resume(new Resume.Run(false)))) {
            assertThatThrownBy(change::run).isInstanceOf(DebugException.class).hasMessageContaining("it runs");
        }
        mayPass.countDown();
        assertThat(stopped.join().reason()).isInstanceOf(Stop.Reason.HistoryEnds.class);
        target.frames().orElseThrow().leave();
        assertThat(command("when"))
                .as("no frame was selected that could be left")
                .matches("(?s)count (\\d+) of 0 to \\1,.*")
                .doesNotContain("what if");
    }

    @Test
    void onTheWayBackwardsItCannotBeLookedAt() throws InterruptedException {
        runFrom(BEHIND_IT, new Resume.Run(true));
        for (Runnable look : List.<Runnable>of(
                () -> target.worlds(),
                () -> register(0),
                () -> target.readMemory(FIRST, 0x4000_0000L, new byte[4], 0, 4),
                () -> target.setPoints(List.of()),
                () -> command("when"))) {
            assertThatThrownBy(look::run)
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("backwards: interrupt it first");
        }
        target.interrupt();
        mayPass.countDown();
        assertThat(stopped.join().reason()).isInstanceOf(Stop.Reason.Interrupted.class);
        assertThat(count()).isEqualTo(BEHIND_IT);
    }

    @Test
    void whatWouldHaveBeenIsLookedAtOnItsWay() throws Exception {
        target.setPoints(List.of(slow(pcAt(IN_THE_LOOP))));
        command("seek", "1000");
        target.writeRegister(FIRST, 12, WORD);
        resume(new Resume.Run(false));
        passing.await();
        assertThat(asked(() -> command("when"))).contains("what if");
        target.interrupt();
        assertThat(stopped.join().reason()).isInstanceOfAny(Stop.Reason.Interrupted.class, Stop.Reason.Dead.class);
    }

    @Test
    void whoLeavesOnTheWayEndsIt() throws InterruptedException {
        runFrom(1000, new Resume.Run(false));
        mayPass.countDown();
        target.kill();
        target.close();
        assertThat(stopped).isDone();
    }
}
