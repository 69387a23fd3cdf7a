package dev.trapline.emu.debug;

/** What must hold besides for a point to stop the machine. It must not change the machine; several threads may ask. */
@FunctionalInterface
public interface PointCondition {
    PointCondition ALWAYS = view -> true;

    boolean holds(PointView view);
}
