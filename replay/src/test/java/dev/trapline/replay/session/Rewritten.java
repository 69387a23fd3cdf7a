package dev.trapline.replay.session;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recording's events, written anew with changes: signed like any recording, and so only the run can tell. */
public final class Rewritten {
    /** Events of a batch: few, so that a small recording has several. */
    private static final int BATCH = 500;

    private static final String DISK = "fixtures/recording/disk.img";

    private final Recording original;
    private final Manifest manifest;
    private final List<TraceEvent> events = new ArrayList<>();

    /** @param original stays open for as long as this is used */
    public Rewritten(Recording original) {
        this(original, original.manifest().behaviourVersion());
    }

    /** @param behaviour the version that the new recording names */
    Rewritten(Recording original, int behaviour) {
        this.original = original;
        manifest = found(original.manifest(), behaviour);
        EventReader reader = original.reader();
        while (reader.next()) {
            events.add(reader.event());
        }
    }

    /** The golden recordings name the disk from the top of the checkout. */
    private static Manifest found(Manifest m, int behaviour) {
        String disk = Fixtures.path("recording/disk.img").toAbsolutePath().toString();
        return new Manifest(
                m.schemaVersion(),
                behaviour,
                m.traplineVersion(),
                m.machine().replace(DISK, disk),
                m.images(),
                m.arguments(),
                m.seed(),
                m.insnNs(),
                m.startCount(),
                m.startSkippedNs(),
                m.parent(),
                m.modelEvents(),
                m.calls(),
                m.keepsLast());
    }

    /** The original's, in order; not to be changed. */
    public List<TraceEvent> events() {
        return events;
    }

    /** The original's last words, whatever the events say. */
    Ending ending() {
        return original.ending().orElseThrow();
    }

    /** Writes these events as a recording of the same machine. */
    public void write(List<TraceEvent> changed, Path to) {
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(to)) {
            for (String image : original.images()) {
                preparation.putImage(original.image(image));
            }
            try (RecordingWriter writer = preparation.start(manifest, Optional.empty())) {
                long count = 0;
                long batch = 0;
                for (TraceEvent e : changed) {
                    if (e.at().count() > count && writer.events() - batch >= BATCH) {
                        writer.flush(e.at().count());
                        batch = writer.events();
                    }
                    count = e.at().count();
                    TraceEvents.tell(e, writer.sink());
                }
                Ending end = ending();
                writer.end(
                        end.end().orElseThrow(),
                        end.words(),
                        end.count(),
                        end.virtualNs(),
                        end.stateSha256(),
                        end.deviceSha256(),
                        Map.of());
            }
        }
    }
}
