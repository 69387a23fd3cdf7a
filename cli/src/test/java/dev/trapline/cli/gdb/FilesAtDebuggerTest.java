package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bare-metal program whose semihosting calls a debugger serves. */
class FilesAtDebuggerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long MOST = 100_000_000;
    private static final int EINTR = 4;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private static MachineSpec spec() {
        return MachineSpec.builder()
                .memoryBytes(128L << 20)
                .semihosting(true)
                .images(BootImages.NONE.withKernel(Image.read("kernel", Fixtures.path("debug/bin/files.elf"))))
                .build();
    }

    /** The machine, on a thread of its own, and how it ended. */
    private final class Run {
        final LiveDebugging live;
        final Machine machine;
        private final Thread thread;

        Run(FilesAtDebugger files, Optional<MachineRecorder> recorder) {
            MachinePorts ports = new MachinePorts(
                            console::write,
                            InputSource.silent(0),
                            recorder.map(MachineRecorder::observer).orElse(dev.trapline.emu.port.Observer.NONE),
                            Diagnostics.NONE)
                    .withFiles(files);
            machine = new Machine(spec(), recorder.map(r -> r.recorded(ports)).orElse(ports));
            recorder.ifPresent(r -> r.attach(machine));
            live = new LiveDebugging("a machine", machine, new NoWrites());
            files.ask(live);
            RunnableMachine gated = live.gated(new Running(machine, recorder));
            thread = new Thread(() -> {
                RunnableMachine.Stop stop = RunnableMachine.Stop.REACHED;
                while ((stop == RunnableMachine.Stop.REACHED || stop == RunnableMachine.Stop.REQUESTED)
                        && machine.clock().count < MOST
                        && !live.killed()) {
                    stop = gated.run(machine.clock().count + 1_000_000, Long.MAX_VALUE);
                }
                recorder.ifPresent(r -> r.end(EndKind.POWEROFF, "it ended"));
                live.ended(new Stop.Reason.Ended(0));
            });
            thread.start();
        }

        void awaitEnd() throws InterruptedException {
            thread.join(TimeUnit.SECONDS.toMillis(120));
            assertThat(thread.isAlive()).as("the machine hangs").isFalse();
        }
    }

    private record Running(Machine machine, Optional<MachineRecorder> recorder) implements RunnableMachine {
        @Override
        public Stop run(long toCount, long toNs) {
            Pause pause = recorder.isPresent() ? recorder.get().run(toCount, toNs) : machine.run(toCount, toNs);
            return switch (pause) {
                case COUNT -> Stop.REACHED;
                case ASKED -> Stop.REQUESTED;
                case POWER_OFF -> Stop.POWEROFF;
                case RESET -> Stop.RESET;
                case CRASH -> Stop.CRASH;
                case DEADLOCK -> Stop.DEADLOCK;
            };
        }

        @Override
        public long count() {
            return machine.clock().count;
        }

        @Override
        public long nowNs() {
            return machine.clock().nowNs();
        }
    }

    /** What a debugger writes while it serves a call is no debugger's write. */
    private static final class NoWrites implements DebugWrites {
        @Override
        public void register(int cpu, int number, byte[] value) {
            throw new IllegalStateException("nobody writes");
        }

        @Override
        public boolean memory(long pa, byte[] bytes) {
            throw new IllegalStateException("nobody writes");
        }

        @Override
        public void reset() {
            throw new IllegalStateException("nobody resets");
        }
    }

    private FilesAtDebugger files(Duration patience) {
        return new FilesAtDebugger(HostFiles.NONE, patience, told::add);
    }

    private String console() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }

    /** Runs the program with a debugger that answers so, to the end. */
    private ServingDebugger served(
            Duration patience,
            Optional<MachineRecorder> recorder,
            Function<ServingDebugger, ServingDebugger.Answering> how)
            throws InterruptedException {
        Run run = new Run(files(patience), recorder);
        ServingDebugger debugger = new ServingDebugger(run.live.attach());
        debugger.answering(how.apply(debugger));
        debugger.goOn();
        run.awaitEnd();
        return debugger;
    }

    private static final String[] RESULTS = {
        "files begin\n",
        "opened: 1\nnot written: 0\nsought: 0\nnot read: 0\ntwo\nlength: 14\nterminal: 0\nclosed: 0\nrenamed: 0\n",
        "not appended: 0\nclosed: 0\nnot read at the end: 45\nclosed: 0\ngone: -1\nerrno: 2\n",
        "big, not written: 0\nclosed: 0\nbig, not read: 0\nclosed: 0\nbig, wrong: 0\nremoved: 0\nremoved again: -1\nerrno: 2\n",
        "by a handle\nnot printed: 0\ntyped: a line\nclosed: 0\nthis century: 1\nexecuted: 7\nend\n"
    };

    @Test
    void allThatAGuestWantsOfFilesIsDoneByTheDebugger() throws InterruptedException {
        ServingDebugger debugger = served(LONG, Optional.empty(), d -> d::serve);
        assertThat(console()).contains(RESULTS);
        assertThat(debugger.printed()).as("the debugger's console has it too").isEqualTo(console());
        assertThat(debugger.file("kept.txt")).isEqualTo("one two three\nfour\n");
        assertThat(debugger.executed()).containsExactly("touch by-system.txt");
        assertThat(debugger.words())
                .contains(
                        "open",
                        "close",
                        "read",
                        "write",
                        "lseek",
                        "rename",
                        "unlink",
                        "fstat",
                        "gettimeofday",
                        "isatty",
                        "system");
        assertThat(debugger.openCount()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aRecordingHasTheAnswersAndIsReplayedWithNobodyThere() throws IOException, InterruptedException {
        Path path = directory.resolve("rec");
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec(), "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, 1);
            served(LONG, Optional.of(recorder), d -> d::serve);
        }
        String live = console();
        assertThat(live).contains(RESULTS);
        try (Recording recording = Recording.open(path)) {
            for (boolean verified : new boolean[] {false, true}) {
                console.reset();
                ReplaySession session =
                        verified ? Rerun.verify(recording, console::write) : Rerun.replay(recording, console::write);
                assertThat(session.run(Long.MAX_VALUE)).isEqualTo(new ReplaySession.Outcome.Ended(EndKind.POWEROFF));
                assertThat(console()).isEqualTo(live);
            }
        }
    }

    @Test
    void withoutADebuggerThatServesCallsTheHostAnswers() throws InterruptedException {
        Run run = new Run(files(LONG), Optional.empty());
        ServingDebugger debugger = new ServingDebugger(run.live.attach());
        debugger.refuses();
        debugger.goOn();
        Thread.ofVirtual().start(() -> {
            // The program waits for a key that nobody types: what is said by then is enough.
            while (!console().contains("not printed: 0")) {
                Thread.onSpinWait();
            }
            debugger.target().kill();
        });
        run.awaitEnd();
        assertThat(console()).contains("opened: 0\nnot written: 14", "gone: -1\nerrno: 13");
        assertThat(told).isEmpty();
    }

    @Test
    void anInterruptInTheAnswerStopsTheMachineAfterTheCall() throws InterruptedException {
        Run run = new Run(files(LONG), Optional.empty());
        ServingDebugger debugger = new ServingDebugger(run.live.attach());
        debugger.answering(call -> call instanceof FileCall.Read read && read.descriptor() == FileCall.STDIN
                ? new FileAnswer.Failed(EINTR, true)
                : debugger.serve(call));
        debugger.goOn();
        assertThat(debugger.awaitStop().reason()).isInstanceOf(Stop.Reason.Interrupted.class);
        assertThat(console()).endsWith("not printed: 0\n");
        debugger.goOn();
        run.awaitEnd();
        assertThat(console()).contains("typed: closed: 0\n", "end\n");
    }

    @Test
    void aDebuggerThatLeavesInACallFailsItAndTheMachineGoesOn() throws InterruptedException {
        served(LONG, Optional.empty(), d -> call -> {
            if (call instanceof FileCall.Read) {
                d.target().close();
                return null;
            }
            return call instanceof FileCall.Execute ? null : d.serve(call);
        });
        // Then nobody types, which is the end of a machine that can only wait.
        assertThat(told)
                .contains(
                        "the guest's call read fails with EIO: the debugger has left",
                        "the guest's calls about notes.txt fail with EIO: the debugger that has it open does not make"
                                + " them any more");
        assertThat(console()).contains("not read: 3\n", "length: -1\n", "gone: -1\nerrno: 13\n");
    }

    @Test
    void aDebuggerThatNeverAnswersFailsTheCallAndIsAskedNoMore() throws InterruptedException {
        CountDownLatch late = new CountDownLatch(1);
        Run run = new Run(files(Duration.ofSeconds(3)), Optional.empty());
        ServingDebugger debugger = new ServingDebugger(run.live.attach());
        debugger.answering(call -> {
            if (call instanceof FileCall.Open) {
                late.countDown();
                return null;
            }
            return debugger.serve(call);
        });
        debugger.goOn();
        assertThat(late.await(60, TimeUnit.SECONDS)).isTrue();
        while (!console().contains("not printed: 0")) {
            Thread.onSpinWait();
        }
        assertThat(told).first().isEqualTo("the guest's call open fails with EIO: the debugger does not answer");
        byte[] bytes = new byte[4];
        assertThat(debugger.target().writeMemory(debugger.target().current(), 0x4020_0000, bytes, 0, 4))
                .as("what a debugger writes too late is about a call that is over")
                .isZero();
        debugger.target().kill();
        run.awaitEnd();
    }

    @Test
    void anAnswerThatCannotBeFailsTheCallInOneLine() throws InterruptedException {
        served(LONG, Optional.empty(), d -> call -> switch (call) {
            case FileCall.Read read
            when read.descriptor() != FileCall.STDIN ->
                read.count() == 3 ? new FileAnswer.Done(4, false) : new FileAnswer.Done(read.count(), false);
            case FileCall.IsTerminal _ -> new FileAnswer.Garbled("there is no number at 1");
            default -> d.serve(call);
        });
        assertThat(told)
                .startsWith(
                        "the guest's call read fails with EIO: the debugger's answer makes no sense: 4 where at most 3 can"
                                + " be",
                        "the guest's call isatty fails with EIO: the debugger's answer makes no sense: there is no number"
                                + " at 1",
                        "the guest's call read fails with EIO: the debugger's answer makes no sense: it says 64 bytes and"
                                + " did not write them");
        assertThat(console()).contains("not read: 3\n", "terminal: -1\n", "not read at the end: 64\n", "end\n");
    }

    @Test
    void othersLookAtTheMachineMeanwhileAndTheOneThatIsAskedChangesNothingElse() throws InterruptedException {
        Run run = new Run(files(LONG), Optional.empty());
        ServingDebugger debugger = new ServingDebugger(run.live.attach());
        List<String> seen = new CopyOnWriteArrayList<>();
        debugger.answering(call -> {
            if (call instanceof FileCall.Rename rename) {
                DebugTarget own = debugger.target();
                byte[] name = new byte[rename.from().length()];
                try (DebugTarget other = run.live.attach()) {
                    assertThat(other.readMemory(other.current(), rename.from().address(), name, 0, name.length))
                            .isEqualTo(name.length);
                    assertThat(other.readRegister(other.current(), 0).orElseThrow()[0])
                            .as("SYS_RENAME")
                            .isEqualTo((byte) 0x0f);
                }
                seen.add(new String(name, StandardCharsets.ISO_8859_1));
                assertThatThrownBy(() -> own.writeRegister(own.current(), 0, new byte[4]))
                        .isInstanceOf(DebugException.class)
                        .hasMessageContaining("waits for the answer");
                assertThat(own.writeMemory(own.current(), 0x4020_0000, name, 0, 4))
                        .as("elsewhere")
                        .isZero();
                assertThat(own.writeMemory(own.current(), rename.from().address(), name, 0, 4))
                        .as("what the guest gives is the guest's")
                        .isZero();
            }
            return debugger.serve(call);
        });
        debugger.goOn();
        run.awaitEnd();
        assertThat(seen).containsExactly("notes.txt\0");
        assertThat(console()).contains(RESULTS);
    }
}
