package dev.trapline.replay.junit;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.TinyGuest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recordings of a few dozen instructions: one that is exact, and one that claims what the guest does not do. */
final class SmallRecordings {
    static final String PRINTED = "hello\r\nworld\r\n\r\nhello ag";

    private SmallRecordings() {}

    private static RecordingWriter begin(MachineSpec spec, Path to) {
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(to)) {
            return preparation.start(MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty());
        }
    }

    /** A guest that prints {@code text}, which is ASCII, and powers off. */
    static Path exact(Path to, String text) {
        MachineSpec spec = MachineSpec.builder()
                .memoryBytes(16 << 20)
                .images(BootImages.NONE.withKernel(Image.of("guest", TinyGuest.POWERS_OFF.printing(text))))
                .build();
        try (RecordingWriter writer = begin(spec, to)) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            Machine machine = new Machine(
                    spec, new MachinePorts(b -> {}, InputSource.silent(0), recorder.observer(), Diagnostics.NONE));
            recorder.attach(machine);
            if (recorder.run(10_000, Long.MAX_VALUE) != Pause.POWER_OFF) {
                throw new AssertionError("the guest did not power off");
            }
            recorder.end(EndKind.POWEROFF, "the guest powered off");
        }
        return to;
    }

    /** The same, but the recording says that the first letter was a j. */
    static Path diverging(Path to, Path exact) {
        try (Recording recording = Recording.open(exact);
                RecordingWriter writer = begin(MachineManifest.read(recording), to)) {
            EventReader reader = recording.reader();
            boolean changed = false;
            long count = 0;
            while (reader.next()) {
                TraceEvent e = reader.event();
                count = e.at().count();
                if (!changed && e instanceof TraceEvent.DeviceWrite w && w.value() == 'h') {
                    changed = true;
                    writer.sink().deviceWrite(count, w.cpu(), w.device(), w.pa(), w.size(), 'j');
                } else {
                    TraceEvents.tell(e, writer.sink());
                }
            }
            writer.end(EndKind.POWEROFF, "the guest powered off", count, count, Optional.empty(), Map.of());
        }
        return to;
    }
}
