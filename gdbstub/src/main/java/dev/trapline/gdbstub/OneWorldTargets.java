package dev.trapline.gdbstub;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;

/**
 * The same targets for who cares for one of their worlds only: debuggers that come here see nothing of the others, so that
 * a plain {@code target remote} has a single process.
 */
public final class OneWorldTargets implements DebugTargets {
    private final DebugTargets all;
    private final int world;

    /** @param world number of the only one to be seen, from 1 */
    public OneWorldTargets(DebugTargets all, int world) {
        this.all = all;
        this.world = world;
    }

    @Override
    public String description() {
        return "inferior " + world + " of " + all.description();
    }

    /** @throws DebugException also if that world is not there now */
    @Override
    public DebugTarget attach() {
        DebugTarget target = all.attach();
        OneWorldTarget one = new OneWorldTarget(target, world);
        if (one.first().isEmpty()) {
            target.takeBack();
            throw new DebugException(
                    "inferior " + world + " is not there now, it has ended or not begun: go where it is"
                            + " with --at, or let the machine run to there from an address without pid=");
        }
        return one;
    }
}
