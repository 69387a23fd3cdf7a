package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hypercall's arguments point to is captured when it is made, and again when the run is. */
class CapturedCallsTest {
    private static final int IMMEDIATE = 0x1234;
    private static final long CODE = 0x4020_0000L;

    @TempDir
    Path directory;

    /** A hypervisor's calling convention, as far as it matters here. */
    private record Convention(List<Long> read, long... lengths) implements CallAbi {
        Convention(long... lengths) {
            this(new ArrayList<>(), lengths);
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public Optional<String> name(Way way, int immediate, int number) {
            return way == Way.HVC && immediate == IMMEDIATE ? Optional.of("test_op") : Optional.empty();
        }

        @Override
        public List<String> arguments(Way way, int immediate, int number) {
            return List.of("cmd");
        }

        @Override
        public void capture(Way way, int immediate, int number, long[] arguments, CallerMemory memory) {
            if (name(way, immediate, number).isPresent()) {
                assertThat(memory.captured(0, 4)).as("nothing yet").isZero();
                for (long length : lengths) {
                    memory.capture(length < 0 ? 0x3000_0000L : CODE, Math.abs(length));
                }
                read.add(memory.captured(0, 8));
                read.add(memory.captured(1, 2));
                read.add(memory.captured(TraceSink.MAX_CAPTURED - 1, 2));
            }
        }
    }

    private List<TraceEvent.Call> recorded(Path path, CallAbi abi) {
        RecordingCase program = RecordingCase.named("events-hyp");
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", program.elf())))
                .cpus(program.cpus())
                .bootMode(BootMode.HYP)
                .memoryBytes(RecordingCase.MEMORY_BYTES)
                .build();
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), abi, preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus(), abi);
            MachinePorts none = MachinePorts.none();
            Machine machine = new Machine(
                    spec,
                    recorder.recorded(
                            new MachinePorts(none.console(), none.inputs(), recorder.observer(), none.diagnostics())));
            recorder.attach(machine);
            recorder.run(program.most(), Long.MAX_VALUE);
            recorder.end(EndKind.POWEROFF, "it ended");
        }
        List<TraceEvent.Call> calls = new ArrayList<>();
        try (Recording recording = Recording.open(path)) {
            EventReader reader = recording.reader();
            while (reader.next()) {
                if (reader.event() instanceof TraceEvent.Call c && c.immediate() == IMMEDIATE) {
                    calls.add(c);
                }
            }
        }
        assertThat(calls).isNotEmpty();
        return calls;
    }

    /** What the program's file has at {@link #CODE}, its first bytes. */
    private static byte[] code(int length) {
        Image elf = Image.read("kernel", RecordingCase.named("events-hyp").elf());
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(elf))
                .memoryBytes(RecordingCase.MEMORY_BYTES)
                .build();
        byte[] bytes = new byte[length];
        new Machine(spec, MachinePorts.none()).memory().read(CODE, bytes, 0, length);
        return bytes;
    }

    @Test
    void bytesAreCapturedOneAfterAnother() {
        byte[] code = code(16);
        for (TraceEvent.Call call : recorded(directory.resolve("rec"), new Convention(16, 8))) {
            byte[] both = Arrays.copyOf(code, 24);
            System.arraycopy(code, 0, both, 16, 8);
            assertThat(call.captured().toArray()).isEqualTo(both);
            assertThat(call.fullLength()).isEqualTo(24);
        }
    }

    @Test
    void whatIsCapturedCanBeAskedForMore() {
        Convention convention = new Convention(16);
        recorded(directory.resolve("rec"), convention);
        ByteBuffer code = ByteBuffer.wrap(code(16)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(convention.read.subList(0, 3)).containsExactly(code.getLong(0), (long) code.getChar(1), 0L);
    }

    @Test
    void whatHasNoRoomOrCannotBeReadIsCountedOnly() {
        for (TraceEvent.Call call : recorded(directory.resolve("long"), new Convention(300, 5))) {
            assertThat(call.captured().toArray()).isEqualTo(code(TraceSink.MAX_CAPTURED));
            assertThat(call.fullLength()).isEqualTo(305);
        }
        for (TraceEvent.Call call : recorded(directory.resolve("hole"), new Convention(4, -8, 4))) {
            assertThat(call.captured().toArray())
                    .as("nothing stands where something else should")
                    .isEqualTo(code(4));
            assertThat(call.fullLength()).isEqualTo(16);
        }
        for (TraceEvent.Call call :
                recorded(directory.resolve("nonsense"), new Convention(Long.MAX_VALUE, Long.MAX_VALUE))) {
            assertThat(call.fullLength()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void aConventionThatIsNotKnownIsNamedAndItsCallsAreToldByNumber() {
        Path path = directory.resolve("rec");
        recorded(path, new Convention(4));
        try (Recording recording = Recording.open(path)) {
            assertThat(recording.manifest().calls()).isEqualTo("test");
            assertThatThrownBy(() -> Recorded.of(recording))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage(path
                            + " has calls captured as 'test' has them, which this Trapline does not know (psci, xen)."
                            + " Next: use the Trapline it was made with, test");
            assertThatThrownBy(() -> Recorded.of(recording, PsciAbi.INSTANCE))
                    .isInstanceOf(IllegalArgumentException.class);
            CallAbi words = CallConventions.words(recording.manifest());
            assertThat(words.name(CallAbi.Way.FIRMWARE, 0, 0x8400_0008)).isEmpty();
            assertThat(words.format(CallAbi.Way.HVC, IMMEDIATE, 7, List.of(1L))).isEqualTo("0x00000007(0x1)");
        }
    }

    @Test
    void aRunCapturedAgainIsTheSameAndAnotherCaptureIsADivergence() {
        Path path = directory.resolve("rec");
        CallAbi convention = new Convention(40);
        TraceEvent.Call first = recorded(path, convention).getFirst();
        try (Recording recording = Recording.open(path)) {
            MachineSpec spec = MachineManifest.read(recording);
            ReplaySession.Outcome ended = new ReplaySession.Outcome.Ended(EndKind.POWEROFF);
            assertThat(ReplaySession.replay(spec, Recorded.of(recording, convention), b -> {})
                            .run(Long.MAX_VALUE))
                    .isEqualTo(ended);
            assertThat(ReplaySession.verify(spec, Recorded.of(recording, convention), b -> {})
                            .run(Long.MAX_VALUE))
                    .isEqualTo(ended);
            assertThat(ReplaySession.replay(spec, Recorded.of(recording, new Convention(39)), b -> {})
                            .run(Long.MAX_VALUE))
                    .isInstanceOfSatisfying(
                            ReplaySession.Outcome.Diverged.class,
                            d -> assertThat(d.divergence().expected()).contains(first));
        }
    }

    /** What the firmware answers is told as PSCI. */
    @Test
    void anSmcThatTrapsToTheHypervisorIsACall() {
        Path path = directory.resolve("hyp");
        RecordedProgram.record(RecordedProgram.spec(BaremetalCase.named("hyp"), 3), path, CheckpointLimit.NONE);
        List<TraceEvent.Call> made = new ArrayList<>();
        try (Recording recording = Recording.open(path)) {
            EventReader reader = recording.reader();
            while (reader.next()) {
                if (reader.event() instanceof TraceEvent.Call c && c.call() == CallKind.SMC) {
                    made.add(c);
                }
            }
        }
        assertThat(made).isNotEmpty();
    }
}
