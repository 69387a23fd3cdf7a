package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the timelines of one recording have in common: where one was, the others get to as quickly, and what one has learned of
 * a window the others need not find out. It is held for as long as there is a timeline. Any thread may ask.
 */
public final class History {
    private final Path path;
    private final Timeline.Settings settings;
    private @Nullable Shared shared;
    private int timelines;

    /** Of a recording that is opened with the first timeline. */
    public History(Path path, Timeline.Settings settings) {
        this.path = path;
        this.settings = settings;
    }

    /**
     * What is shared.
     *
     * @param recording of the reader that the windows have
     */
    record Shared(Recording recording, MachineSpec spec, Windows windows, NearCheckpoints near, CursorPool pool) {
        private static Shared open(Path path, Timeline.Settings settings) {
            Recording recording = Recording.open(path);
            try {
                MachineSpec spec = MachineManifest.read(recording);
                CursorPool pool = new CursorPool(path, spec);
                Cursor first = pool.take();
                Checkpoint built = first.save();
                pool.giveBack(first);
                CheckpointReader reader =
                        recording.checkpointReader(built.machine().memory());
                Windows windows = new Windows(reader, begin(recording, reader, built), recording.lastCount());
                return new Shared(recording, spec, windows, new NearCheckpoints(settings.cacheBytes()), pool);
            } catch (RuntimeException e) {
                recording.close();
                throw e;
            }
        }

        private static Checkpoint begin(Recording recording, CheckpointReader reader, Checkpoint built) {
            boolean whole = recording.firstEvent() == 1 && recording.manifest().startCount() == 0;
            return whole
                    ? built
                    : reader.counts().stream()
                            .findFirst()
                            .flatMap(reader::atOrBefore)
                            .orElseThrow(() -> new RecordingException(
                                    recording.name() + " has neither its beginning nor a checkpoint",
                                    "look at its events with 'trapline log'"));
        }

        private void close() {
            pool.close();
            recording.close();
        }
    }

    Path path() {
        return path;
    }

    int jobs() {
        return settings.jobs();
    }

    /** Keeps it from being let go of between two timelines, until {@link #leave}. */
    public void hold() {
        enter();
    }

    /** For a timeline that begins, and calls {@link #leave} when it ends. */
    synchronized Shared enter() {
        Shared there = shared;
        if (there == null) {
            there = Shared.open(path, settings);
            shared = there;
        }
        timelines++;
        return there;
    }

    /** A timeline has ended, or who held it. */
    public synchronized void leave() {
        Shared there = shared;
        if (--timelines == 0 && there != null) {
            there.close();
            shared = null;
        }
    }
}
