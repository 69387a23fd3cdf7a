package dev.trapline.recorder.write;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.world.WorldTracker;
import dev.trapline.emu.world.WorldsState;

/** What a checkpoint holds besides the machine: the calls that were open, and the guests there were. */
public final class ObserverState {
    private ObserverState() {}

    /** Of a machine between two runs. */
    public static byte[] save(TraceObserver observer, Machine machine) {
        StateWriter out = new StateWriter();
        observer.save(out);
        WorldTracker worlds = machine.worlds();
        if (worlds.isAttached()) {
            out.bytes(worlds.save().toByteArray());
        }
        return out.toByteArray();
    }

    /**
     * Of a machine that was just restored. Where the guests were not saved there are those that run now.
     *
     * @throws dev.trapline.emu.snapshot.SnapshotException if it is of another machine
     */
    public static void restore(byte[] state, TraceObserver observer, Machine machine) {
        StateReader in = new StateReader(state);
        observer.restore(in);
        if (in.atEnd()) {
            machine.worlds().beginAnew();
        } else if (machine.worlds().isAttached()) {
            machine.worlds().restore(WorldsState.of(in.bytes()));
        }
    }
}
