package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.MonitorCommand.Hearer;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.MachineCommands;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.position.Position;
import dev.trapline.replay.position.PositionException;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.Positions;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Stops;
import dev.trapline.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What can be asked of history. */
public final class HistoryCommands {
    private static final int LINES = 20;
    private static final int MOST_LINES = 10_000;
    private static final int WORD = 4;

    /** How things are told to people. */
    public interface Words {
        /** An event with its position, one line. */
        String event(TraceEvent event);

        /** The symbols of what was recorded, as far as they are known; may take a while the first time. */
        Symbols symbols();
    }

    private final RecordingTarget target;
    private final Timeline timeline;
    private final Words words;
    private final TreeMap<Integer, Long> checkpoints = new TreeMap<>();

    HistoryCommands(RecordingTarget target, Timeline timeline, Words words) {
        this.target = target;
        this.timeline = timeline;
        this.words = words;
    }

    List<MonitorCommand> all() {
        List<MonitorCommand> all = new ArrayList<>();
        all.add(telling("when", "", "Where this debugger is in history.", (thread, args, says) -> when(says)));
        all.add(moving(
                "seek",
                "POS",
                "Go to a position.\nPOS is " + Position.FORMS + ".\nWithout a number's sign it is counted from the"
                        + " beginning; '+N' and '-N' are from here.",
                this::seek));
        all.add(moving(
                "event",
                "[next|prev] [KIND]",
                "Go to the next or the previous event.\nKIND is one of "
                        + Arrays.stream(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "))
                        + "; any of them if it is left out.",
                this::event));
        all.add(moving(
                "checkpoint",
                "[N]",
                "Remember this position under a number, or go back to number N.",
                this::checkpoint));
        all.add(telling(
                "log",
                "[N]",
                "The N events before this position and the N after it; N is " + LINES + " if it is left out.",
                this::log));
        all.add(searching(
                "calls", "[N]", "The N last hypercalls and firmware calls before this position.", this::calls));
        all.add(searching(
                "who-wrote",
                "ADDR [LENGTH]",
                "Who wrote LENGTH bytes (4) at an address of the selected thread's last, before this position.\n"
                        + "Says the position, the pCPU and the instruction; 'monitor seek' takes you there.",
                this::whoWrote));
        AccessCommand access = new AccessCommand(target, timeline, words);
        all.add(moving("access", AccessCommand.SYNOPSIS, AccessCommand.HELP, access::run));
        MachineCommands.of(target::view).forEach(c -> all.add(looking(c)));
        return all;
    }

    private interface Action {
        void run(ThreadId thread, List<String> arguments, Hearer says);
    }

    /** One that tells of the place where the cursor is, also while it is on its way. */
    private MonitorCommand telling(String name, String synopsis, String help, Action action) {
        return looking(MonitorCommand.of(
                name,
                synopsis,
                help,
                (thread, arguments, says) -> Refusals.told(() -> {
                    action.run(thread, arguments, says);
                    return false;
                })));
    }

    private MonitorCommand looking(MonitorCommand command) {
        return MonitorCommand.of(
                command.name(),
                command.synopsis(),
                command.help(),
                (thread, arguments, says) -> target.standing(() -> command.run(thread, arguments, says)));
    }

    /** One that may take long. */
    private MonitorCommand searching(String name, String synopsis, String help, Action action) {
        return moving(name, synopsis, help, (thread, arguments, says) -> {
            action.run(thread, arguments, says);
            return false;
        });
    }

    private MonitorCommand moving(String name, String synopsis, String help, MonitorCommand.Action move) {
        return MonitorCommand.of(name, synopsis, help, (thread, arguments, says) -> {
            target.checkStands();
            return Refusals.told(() -> move.run(thread, arguments, says));
        });
    }

    /** @throws DebugException if a search was given up: what it found is no answer */
    static void checkNotGivenUp(SearchControl control) {
        if (control.cancelled()) {
            throw new DebugException("given up");
        }
    }

    private void when(Consumer<String> says) {
        Machine machine = timeline.machine();
        says.accept(String.format(
                "count %d of %d to %d, after event #%d, at %.9f virtual seconds%n",
                timeline.count(),
                timeline.first(),
                timeline.last(),
                timeline.event(),
                machine.clock().nowNs() / 1e9));
        target.branch()
                .ifPresent(b -> says.accept(String.format(
                        "what if: something was written here; this machine goes its own way since, and is at count %d."
                                + " Going backwards or 'monitor seek' returns to history%n",
                        b.machine().clock().count)));
    }

    private boolean seek(ThreadId thread, List<String> arguments, Hearer says) {
        if (arguments.isEmpty()) {
            throw new DebugException("give a position: " + Position.FORMS);
        }
        String text = String.join(" ", arguments);
        long here = timeline.count();
        SearchControl control = target.control(says);
        try {
            Position position = text.startsWith("+") || text.startsWith("-")
                    ? Position.parse("seek", here + text)
                    : Position.parse("seek", text);
            long count = new Positions(timeline, words::symbols).count("seek", position, control);
            target.seek(control.cancelled() ? here : count, control);
            checkNotGivenUp(control);
        } catch (PositionException e) {
            target.seek(here);
            checkNotGivenUp(control);
            throw new DebugException(String.valueOf(e.getMessage()));
        }
        when(says);
        return true;
    }

    private boolean event(ThreadId thread, List<String> arguments, Hearer says) {
        boolean back = arguments.contains("prev");
        List<String> kinds = arguments.stream()
                .filter(a -> !a.equals("prev") && !a.equals("next"))
                .toList();
        Optional<EventKind> kind = kinds.isEmpty() ? Optional.empty() : Optional.of(kind(kinds.getFirst()));
        Predicate<TraceEvent> wanted = e -> kind.isEmpty() || e.kind() == kind.get();
        long here = timeline.count();
        SearchControl control = target.control(says);
        Optional<Hit> found = back
                ? timeline.lastBefore(Stops.at(wanted), here, control)
                : timeline.firstAfter(wanted, here, control);
        checkNotGivenUp(control);
        if (found.isEmpty()) {
            says.accept("there is no such event " + (back ? "before" : "after") + " here\n");
            return false;
        }
        target.seek(found.get().count(), control);
        checkNotGivenUp(control);
        if (found.get().cause() instanceof Hit.Cause.Happened happened) {
            says.accept(words.event(happened.event()) + "\n");
        }
        return true;
    }

    private static EventKind kind(String text) {
        return Arrays.stream(EventKind.values())
                .filter(k -> k.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new DebugException("there is no kind '" + text + "'; see 'monitor help event'"));
    }

    private boolean checkpoint(ThreadId thread, List<String> arguments, Hearer says) {
        if (arguments.isEmpty()) {
            int number = checkpoints.isEmpty() ? 1 : checkpoints.lastKey() + 1;
            checkpoints.put(number, timeline.count());
            says.accept(String.format("checkpoint %d is count %d%n", number, timeline.count()));
            return false;
        }
        Long count = number(arguments.getFirst()) > Integer.MAX_VALUE
                ? null
                : checkpoints.get((int) number(arguments.getFirst()));
        if (count == null) {
            throw new DebugException("there is no checkpoint " + arguments.getFirst() + "; there are "
                    + (checkpoints.isEmpty() ? "none" : checkpoints.keySet().toString()));
        }
        SearchControl control = target.control(says);
        target.seek(count, control);
        checkNotGivenUp(control);
        when(says);
        return true;
    }

    private static long number(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a negative one is.
        }
        throw new DebugException("'" + text + "' is not a number");
    }

    private static int lines(List<String> arguments) {
        return arguments.isEmpty() ? LINES : (int) Math.min(number(arguments.getFirst()), MOST_LINES);
    }

    private void log(ThreadId thread, List<String> arguments, Consumer<String> says) {
        int lines = lines(arguments);
        long here = timeline.event();
        EventReader reader = timeline.recording().reader();
        reader.seekEvent(Math.max(timeline.recording().firstEvent(), here - lines + 1));
        boolean marked = false;
        while (reader.next() && reader.number() <= here + lines) {
            if (!marked && reader.number() > here) {
                says.accept(String.format("--- here, count %d%n", timeline.count()));
                marked = true;
            }
            says.accept(words.event(reader.event()) + "\n");
        }
    }

    private void calls(ThreadId thread, List<String> arguments, Hearer says) {
        List<String> found = new ArrayList<>();
        long before = timeline.count() + 1;
        SearchControl control = target.control(says);
        for (int lines = lines(arguments); lines > 0 && !control.cancelled(); lines--) {
            Optional<Hit> hit = timeline.lastBefore(
                    Stops.at(e -> e instanceof TraceEvent.Call || e instanceof TraceEvent.CallReturn), before, control);
            if (hit.isEmpty()) {
                break;
            }
            before = hit.get().count();
            if (hit.get().cause() instanceof Hit.Cause.Happened happened) {
                found.add(words.event(happened.event()));
            }
        }
        checkNotGivenUp(control);
        found.reversed().forEach(line -> says.accept(line + "\n"));
        if (found.isEmpty()) {
            says.accept("no calls before here\n");
        }
    }

    private void whoWrote(ThreadId thread, List<String> arguments, Hearer says) {
        long va = MachineCommands.address(arguments);
        int length = arguments.size() > 1 ? (int) Math.clamp(number(arguments.get(1)), 1, 4096) : WORD;
        long pa = target.view().physical(thread, va);
        SearchControl control = target.control(says);
        Optional<Hit> hit = timeline.whoWrote(pa, length, control);
        checkNotGivenUp(control);
        if (hit.isEmpty()) {
            says.accept(String.format(
                    "0x%08x (physical 0x%08x) is as it was placed at the start: nobody wrote it before here%n",
                    va, pa));
            return;
        }
        says.accept(AccessWords.of(hit.get(), words.symbols())
                + (hit.get().cpu() < 0
                        ? String.format(": 'monitor seek %d'%n", hit.get().count())
                        : String.format(
                                ": 'monitor seek %d' is before it%n", hit.get().count() - 1)));
    }
}
