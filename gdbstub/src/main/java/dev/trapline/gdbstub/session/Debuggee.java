package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.packet.ThreadSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A target as one client has it: its worlds, and which threads its packets are about. It has those that are there when it
 * comes, and others once it attaches to them or a stop is about them: gdb 13 takes a world that appears by itself for what
 * has stopped.
 */
final class Debuggee {
    private final DebugTarget target;
    private final List<RegisterDescription> registers;
    private final Map<Integer, RegisterDescription> byNumber = new TreeMap<>();
    /** The worlds that the client has, whether they are there now or not. */
    private final Set<Integer> had = new TreeSet<>();
    /** Those that it has let go of. */
    private final Set<Integer> letGo = new TreeSet<>();
    /** The target's, as they were when it told them last. */
    private List<World> known;

    private ThreadId current;
    private ThreadSelector general = ThreadSelector.WHICHEVER;
    private ThreadSelector resumed = ThreadSelector.WHICHEVER;

    Debuggee(DebugTarget target) {
        this.target = target;
        registers = List.copyOf(target.registers());
        registers.forEach(register -> byNumber.put(register.number(), register));
        current = target.current();
        known = target.worlds();
        known.stream().filter(Debuggee::isThere).forEach(world -> had.add(world.id()));
    }

    private static boolean isThere(World world) {
        return world.alive() && !world.threads().isEmpty();
    }

    DebugTarget target() {
        return target;
    }

    List<RegisterDescription> registers() {
        return registers;
    }

    Optional<RegisterDescription> register(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** All worlds of the target; as they were last while it moves and cannot be looked at. */
    List<World> allWorlds() {
        try {
            known = target.worlds();
        } catch (DebugException moving) {
            // Threads stop and go on by name whether they can be looked at or not.
            return known;
        }
        return known;
    }

    /** The worlds that the client has and that are there now. */
    List<World> worlds() {
        List<World> worlds = new ArrayList<>();
        for (World world : allWorlds()) {
            if (isThere(world) && had.contains(world.id())) {
                worlds.add(world);
            }
        }
        return worlds;
    }

    /** All threads of the worlds that the client has. */
    List<ThreadId> threads() {
        List<ThreadId> threads = new ArrayList<>();
        for (World world : worlds()) {
            for (World.WorldThread thread : world.threads()) {
                threads.add(new ThreadId(world.id(), thread.id()));
            }
        }
        return threads;
    }

    /** A thread that is there; empty if it is not. */
    Optional<World.WorldThread> find(ThreadId id) {
        for (World world : allWorlds()) {
            if (world.id() == id.world() && world.alive()) {
                return world.threads().stream()
                        .filter(thread -> thread.id() == id.thread())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    boolean has(int world) {
        return had.contains(world);
    }

    /** A stop is about a world: the client has it from now on, unless it let go of it. Returns whether it has. */
    boolean meets(int world) {
        if (letGo.contains(world)) {
            return false;
        }
        had.add(world);
        return true;
    }

    /**
     * The client wants a world.
     *
     * @throws DebugException if it is not there
     */
    void take(int id) {
        World world = allWorlds().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new DebugException("there is no world " + id + ": info os worlds lists those there are"));
        if (!world.alive() || world.threads().isEmpty()) {
            throw new DebugException(refusal(world));
        }
        letGo.remove(id);
        had.add(id);
        select(new ThreadId(id, world.threads().get(0).id()));
    }

    private String refusal(World world) {
        String where = "; info os worlds lists those there are";
        if (world.endedAt() < 0) {
            return "world " + world.id() + " (" + world.name() + ") has not begun yet here: attach when it has" + where;
        }
        return "world " + world.id() + " (" + world.name() + ") is gone: it ended at count " + world.endedAt()
                + (target.reversible() ? "; 'monitor seek " + (world.endedAt() - 1) + "' goes to before that" : "")
                + where;
    }

    /** The client has no further interest in a world. */
    void letGo(int world) {
        had.remove(world);
        letGo.add(world);
    }

    void letGoOfAll() {
        allWorlds().forEach(world -> letGo(world.id()));
    }

    /** The thread that stopped last, or was taken. */
    ThreadId current() {
        return current;
    }

    /** The thread that packets are about from now on, until the client selects another. */
    void select(ThreadId thread) {
        current = thread;
        general = ThreadSelector.of(thread);
        resumed = general;
    }

    void selectGeneral(ThreadSelector threads) {
        general = threads;
    }

    void selectResumed(ThreadSelector threads) {
        resumed = threads;
    }

    /** What packets about registers and memory are about. */
    ThreadId general() {
        return one(general);
    }

    /** What packets that resume without naming a thread are about. */
    ThreadId resumed() {
        return resumed.single() ? one(resumed) : resumed.world() > 0 ? one(resumed) : general();
    }

    /**
     * One of the threads selected: the current one if it is among them.
     *
     * @throws DebugException if there is none
     */
    ThreadId one(ThreadSelector selector) {
        if (selector.single()) {
            return new ThreadId(selector.world(), selector.thread());
        }
        if (selector.covers(current)) {
            return current;
        }
        return threads().stream()
                .filter(selector::covers)
                .findFirst()
                .orElseThrow(() -> new DebugException("there is no such thread now"));
    }
}
