package dev.trapline.gdbstub.fake;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Hands out fakes, and keeps them for tests to look at. */
public class FakeTargets implements DebugTargets {
    private final Supplier<FakeTarget> maker;
    private final List<FakeTarget> handed = new CopyOnWriteArrayList<>();
    private volatile String refusal = "";

    public FakeTargets(boolean reversible) {
        this(() -> new FakeTarget(reversible));
    }

    public FakeTargets(Supplier<FakeTarget> maker) {
        this.maker = maker;
    }

    public List<FakeTarget> handed() {
        return handed;
    }

    public FakeTarget last() {
        return handed.getLast();
    }

    public void refuse(String why) {
        refusal = why;
    }

    @Override
    public String description() {
        return "fakes";
    }

    @Override
    public DebugTarget attach() {
        if (!refusal.isEmpty()) {
            throw new DebugException(refusal);
        }
        FakeTarget target = maker.get();
        handed.add(target);
        return target;
    }
}
