package dev.trapline.recorder;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.RandomEvents;
import dev.trapline.recorder.schema.Schema;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.KeepLast;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Recordings for tests, made of random events, with an image and checkpoints. */
public final class TestRecordings {
    public static final long INSN_NS = 3;
    public static final byte[] IMAGE = "an image of a kernel".getBytes(StandardCharsets.UTF_8);

    private TestRecordings() {}

    public static Manifest manifest(Optional<KeepLast> keepLast) {
        return new Manifest(
                Schema.VERSION,
                1,
                "0.1.0-test",
                "cpus 1\nappend \"console=ttyAMA0 \u00e9\"\n",
                List.of(new Manifest.Image("kernel", "zImage", Digests.hex(IMAGE), IMAGE.length)),
                List.of("--kernel", "zImage", "--append", "a \"quoted\"\tword"),
                42,
                INSN_NS,
                0,
                0,
                Optional.of(new Manifest.Parent(Digests.hex(new byte[0]), "../earlier", 0, 0)),
                List.of(new Manifest.ModelEvent(5, "evtchn-send", List.of("port:u32"))),
                "psci",
                keepLast.map(KeepLast::text));
    }

    public static RecordingWriter begin(Path recording) {
        return begin(recording, Optional.empty());
    }

    public static RecordingWriter begin(Path recording, Optional<KeepLast> keepLast) {
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(recording)) {
            preparation.putImage(IMAGE);
            return preparation.start(manifest(keepLast), keepLast);
        }
    }

    public static void end(RecordingWriter writer, RandomEvents events) {
        writer.end(
                EndKind.POWEROFF,
                "the guest powered off",
                events.count(),
                events.count() * INSN_NS,
                Optional.of(Digests.hex(new byte[0])),
                Map.of("trap", 1L));
    }

    /** Records every kind, then so many random events, with a checkpoint in the middle; returns what was told. */
    public static List<TraceEvent> record(Path recording, long seed, int events) {
        EventCollector told = new EventCollector(INSN_NS);
        RandomEvents random = new RandomEvents(seed, INSN_NS);
        try (RecordingWriter writer = begin(recording)) {
            random.tellEveryKind(writer.sink(), told);
            random.tell(events / 2, writer.sink(), told);
            checkpoint(writer, random.count(), 1);
            random.loop(3, 50, 4, writer.sink(), told);
            random.tell(events / 2, writer.sink(), told);
            end(writer, random);
        }
        return told.events();
    }

    /** Stores a checkpoint of a machine of three frames, of which the second is filled with a byte. */
    public static void checkpoint(RecordingWriter writer, long count, int fill) {
        byte[] frame = new byte[PhysicalMemory.FRAME_SIZE];
        Arrays.fill(frame, (byte) fill);
        MemoryImage memory = MemoryImage.of(new byte[][] {null, frame, null});
        MachineState state = new MachineState(new byte[] {1, 2, 3}, 2, memory);
        writer.checkpoint(new Checkpoint(count, writer.nextEvent(), state, new byte[] {4}));
    }

    /** The first checkpoint of a recording of such a machine. */
    public static Checkpoint firstCheckpoint(Recording recording) {
        MemoryImage built = MemoryImage.of(new byte[3][]);
        long count = recording.checkpoints().getFirst().count();
        return recording.checkpointReader(built).atOrBefore(count).orElseThrow();
    }

    /** All events from where a reader stands on. */
    public static List<TraceEvent> rest(EventReader reader) {
        List<TraceEvent> events = new ArrayList<>();
        while (reader.next()) {
            events.add(reader.event());
        }
        return events;
    }

    public static void read(Path recording, Consumer<Recording> with) {
        try (Recording open = Recording.open(recording)) {
            with.accept(open);
        }
    }
}
