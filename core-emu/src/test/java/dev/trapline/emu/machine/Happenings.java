package dev.trapline.emu.machine;

import dev.trapline.emu.port.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what a machine tells. */
final class Happenings implements Observer {
    private final List<Happening> all = new ArrayList<>();
    /** Null while the machine is being built, when nothing happens yet that tests look at. */
    private @Nullable Machine machine;

    void of(Machine observed) {
        machine = observed;
    }

    void forget() {
        all.clear();
    }

    List<Happening> all() {
        return List.copyOf(all);
    }

    /** Those of one kind, in order. */
    <T extends Happening> List<T> all(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void add(Function<Machine, Happening> happening) {
        if (machine != null) {
            all.add(happening.apply(machine));
        }
    }

    @Override
    public void exceptionTaken(
            int cpu, int vector, int fromMode, int toMode, int syndrome, int address, int hpfar, int returnAddress) {
        add(m -> new Happening.Taken(m.clock().count, cpu, vector, fromMode, toMode, returnAddress, syndrome, address));
    }

    @Override
    public void sleeps(int cpu, boolean forEvent) {
        add(m -> new Happening.Sleep(m.clock().count, m.clock().nowNs(), cpu, true));
    }

    @Override
    public void woke(int cpu) {
        add(m -> new Happening.Sleep(m.clock().count, m.clock().nowNs(), cpu, false));
    }

    @Override
    public void lineChanged(int intid, boolean high) {
        add(m -> new Happening.Line(m.clock().count, m.clock().nowNs(), intid, high));
    }

    @Override
    public void privateLineChanged(int cpu, int intid, boolean high) {
        add(m -> new Happening.PrivateLine(m.clock().count, m.clock().nowNs(), cpu, intid, high));
    }

    @Override
    public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
        add(m -> new Happening.Acknowledged(m.clock().count, cpu, intid));
    }
}
