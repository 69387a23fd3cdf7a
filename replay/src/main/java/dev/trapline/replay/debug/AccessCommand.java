package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.MonitorCommand.Hearer;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.points.MachineCommands;
import dev.trapline.replay.timeline.Condition;
import dev.trapline.replay.timeline.GuestTables;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Timeline;
import dev.trapline.replay.timeline.Watchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes to accesses of memory by addresses that a debugger's watchpoints do not have. */
final class AccessCommand {
    static final String SYNOPSIS = "[next|prev] [read|write|any|change] ipa|pa|va ADDR [LENGTH]";
    static final String HELP = "Go to the next or the previous access to LENGTH bytes (4) at an address.\n"
            + "ipa: intermediate, what goes into stage 2, of the selected thread's guest, whose own accesses count;\n"
            + "pa: physical, whoever accesses it, writes of devices too; va: virtual, accesses of the selected thread's"
            + " world.\nchange: a write of other bytes than were there. After the access, or before a previous one.";

    private static final int WORD = 4;
    private static final int MOST_BYTES = 1 << 20;

    private final RecordingTarget target;
    private final Timeline timeline;
    private final HistoryCommands.Words words;

    AccessCommand(RecordingTarget target, Timeline timeline, HistoryCommands.Words words) {
        this.target = target;
        this.timeline = timeline;
        this.words = words;
    }

    boolean run(ThreadId thread, List<String> arguments, Hearer says) {
        List<String> rest = new ArrayList<>(arguments);
        boolean back = false;
        Watchpoint.Access access = Watchpoint.Access.ANY;
        while (!rest.isEmpty()) {
            String word = rest.getFirst();
            switch (word) {
                case "next" -> back = false;
                case "prev" -> back = true;
                case "read" -> access = Watchpoint.Access.READ;
                case "write" -> access = Watchpoint.Access.WRITE;
                case "any" -> access = Watchpoint.Access.ANY;
                case "change" -> access = Watchpoint.Access.CHANGE;
                case "ipa", "pa", "va" -> {
                    return go(back, watchpoint(thread, access, word, rest.subList(1, rest.size())), says);
                }
                default -> throw new DebugException("'" + word + "' is none of " + SYNOPSIS);
            }
            rest.removeFirst();
        }
        throw new DebugException("give ipa, pa or va, and an address: access " + SYNOPSIS);
    }

    private Watchpoint watchpoint(ThreadId thread, Watchpoint.Access access, String space, List<String> arguments) {
        long address = MachineCommands.address(arguments);
        int length = arguments.size() > 1
                ? (int) Math.clamp(MachineCommands.address(arguments.subList(1, arguments.size())), 1, MOST_BYTES)
                : WORD;
        return switch (space) {
            case "pa" -> new Watchpoint(Watchpoint.Space.PHYSICAL, address, length, access);
            case "ipa" -> Watchpoint.intermediate(guest(thread), address, length, access);
            default ->
                new Watchpoint(
                        Watchpoint.Space.VIRTUAL, address & 0xffff_ffffL, length, access, inWorld(thread.world()));
        };
    }

    private GuestTables guest(ThreadId thread) {
        return timeline.guest(thread.world())
                .orElseThrow(() -> new DebugException("world " + thread.world()
                        + " is no guest's, and has no intermediate addresses: select a guest's thread"));
    }

    private static Condition inWorld(int world) {
        return (machine, cpu) -> !machine.worlds().isAttached()
                || machine.worlds().threadOn(cpu.index).world() == world;
    }

    private boolean go(boolean back, Watchpoint watched, Hearer says) {
        long here = timeline.count();
        SearchControl control = target.control(says);
        Optional<Hit> hit;
        try {
            hit = back
                    ? timeline.lastBefore(Stops.at(watched), here, control)
                    : timeline.runForward(Stops.at(watched), control);
        } catch (RuntimeException e) {
            target.seek(here);
            throw e;
        }
        if (hit.isEmpty() || control.cancelled()) {
            target.seek(here);
            HistoryCommands.checkNotGivenUp(control);
            says.accept("there is no such access " + (back ? "before" : "after") + " here\n");
            return false;
        }
        target.seek(back ? hit.get().countBackwards() : hit.get().countForwards());
        says.accept(AccessWords.of(hit.get(), words.symbols()) + "\n");
        return true;
    }
}
