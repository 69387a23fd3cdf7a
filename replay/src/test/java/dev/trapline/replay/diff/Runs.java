package dev.trapline.replay.diff;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineSpecBuilder;
import dev.trapline.emu.machine.NetSpec;
import dev.trapline.emu.machine.OnReset;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.symbols.ElfSymbolReader;
import dev.trapline.replay.symbols.Symbols;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes recordings of the fixtures' programs, and of recordings. */
final class Runs {
    private Runs() {}

    /** A program's machine, without devices. */
    static MachineSpecBuilder machine(String program) {
        RecordingCase c = RecordingCase.named(program);
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", c.elf())))
                .cpus(c.cpus())
                .memoryBytes(RecordingCase.MEMORY_BYTES)
                .onReset(OnReset.STOP)
                .bootMode(c.hyp() ? BootMode.HYP : BootMode.SVC);
    }

    /** The machine of the program that reads a disk, a network, a clock and keys. */
    static MachineSpecBuilder devices(Path disk) {
        return machine("events")
                .addDisk(new DiskSpec(disk, DiskSpec.Format.RAW, false))
                .addNet(new NetSpec(Optional.empty()));
    }

    static Path disk() {
        return Fixtures.path("recording/disk.img");
    }

    static Symbols symbols(String program) {
        return ElfSymbolReader.read(RecordingCase.named(program).elf());
    }

    static Path record(MachineSpec spec, Path recording) {
        return record(spec, "", Long.MAX_VALUE, recording);
    }

    /**
     * Records a run to its end.
     *
     * @param keys typed at the prompt
     * @param most instructions
     */
    static Path record(MachineSpec spec, String keys, long most, Path recording) {
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(recording);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            Typist typist = new Typist(keys);
            Machine machine =
                    new Machine(spec, new MachinePorts(typist::printed, typist, recorder.observer(), Diagnostics.NONE));
            typist.machine = machine;
            recorder.attach(machine);
            Pause end = recorder.run(most, Long.MAX_VALUE);
            recorder.end(end == Pause.COUNT ? EndKind.LIMIT : EndKind.POWEROFF, "it ended");
        }
        return recording;
    }

    /** Writes a recording again with its events changed. */
    static Path changed(Path from, UnaryOperator<TraceEvent> change, Path recording) {
        return changed(from, change, sink -> {}, recording);
    }

    /** Likewise, after something else was told. */
    static Path changed(Path from, UnaryOperator<TraceEvent> change, Consumer<TraceSink> before, Path recording) {
        try (Recording original = Recording.open(from);
                RecordingWriter.Preparation preparation = RecordingWriter.prepare(recording)) {
            original.images().forEach(sha256 -> preparation.putImage(original.image(sha256)));
            try (RecordingWriter writer = preparation.start(original.manifest(), Optional.empty())) {
                before.accept(writer.sink());
                EventReader reader = original.reader();
                while (reader.next()) {
                    TraceEvents.tell(change.apply(reader.event()), writer.sink());
                }
                Ending end = original.ending().orElseThrow();
                writer.end(
                        end.end().orElseThrow(), end.words(), end.count(), end.virtualNs(), Optional.empty(), Map.of());
            }
        }
        return recording;
    }

    /** Types some keys, once, when the prompt shows. */
    private static final class Typist implements InputSource {
        private final String keys;
        private final StringBuilder seen = new StringBuilder();
        private boolean prompted;
        private boolean typed;
        private @Nullable Machine machine;

        private Typist(String keys) {
            this.keys = keys;
            typed = keys.isEmpty();
        }

        private void printed(int b) {
            seen.append((char) b);
            if (!prompted && seen.toString().endsWith(RecordingCase.PROMPT)) {
                prompted = true;
                if (machine != null) {
                    machine.askInputsSoon();
                }
            }
        }

        @Override
        public long nextAsk(long count) {
            return Long.MAX_VALUE;
        }

        @Override
        public void deliver(long count, InputSink sink) {
            if (prompted && !typed) {
                typed = true;
                keys.chars().forEach(sink::consoleKey);
            }
        }

        @Override
        public long wallClockSeconds() {
            return MachineSpec.DEFAULT_RTC_SECONDS;
        }

        @Override
        public boolean mayStillCome() {
            return !typed;
        }
    }
}
