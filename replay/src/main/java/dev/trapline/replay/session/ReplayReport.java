package dev.trapline.replay.session;

import dev.trapline.emu.Behaviour;
import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.world.WorldTracker;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.Damage;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How running a recording again went, in words.
 *
 * @param lines for a person; the first says it all
 */
public record ReplayReport(Verdict verdict, List<String> lines) {
    private static final long STRETCH = 20_000_000;
    /** The world that is the machine itself, or its hypervisor. */
    private static final int MACHINE = 1;

    /** What a run done again was. */
    public enum Verdict {
        /** The same, to the recording's end or as far as it was to go. */
        EXACT,
        /** Not the same. */
        DIFFERENT,
        /** Not the same, and the recording was made by a machine that may behave otherwise. */
        OTHER_BEHAVIOUR,
        /** The same up to damage. */
        DAMAGED
    }

    /** A recording in words, for a person. */
    public interface Words {
        /** Without symbols. */
        Words PLAIN = new Words() {
            @Override
            public String event(TraceEvent event) {
                return event.toString();
            }

            @Override
            public Optional<String> symbol(long address) {
                return Optional.empty();
            }
        };

        /** A line. */
        String event(TraceEvent event);

        /** What an address of code is called, such as {@code schedule+0x24}. */
        Optional<String> symbol(long address);
    }

    /** Is told how far a run is. */
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (count, virtualNs) -> {};

        /** Some tenths of a second after the last time, on the thread that runs. */
        void at(long count, long virtualNs);
    }

    /** Runs the session to a count or its end. */
    public static ReplayReport run(
            ReplaySession session, Recording recording, long to, Progress progress, Words words) {
        // Behind where its log was cut off nobody knows what happened: the machine must not go there.
        boolean hasEnd = recording.ending().flatMap(Ending::end).isPresent();
        long known = hasEnd ? to : Math.min(to, recording.lastCount());
        ReplaySession.Outcome outcome;
        do {
            outcome = session.run(Math.min(known, session.count() + STRETCH));
            progress.at(session.count(), session.nowNs());
        } while (outcome instanceof ReplaySession.Outcome.Reached && session.count() < known);
        if (outcome instanceof ReplaySession.Outcome.Reached && known < to) {
            outcome = new ReplaySession.Outcome.LogEnded();
        }
        return of(session, recording, outcome, words);
    }

    private static ReplayReport of(
            ReplaySession session, Recording recording, ReplaySession.Outcome outcome, Words words) {
        String where = String.format(
                "%,d instructions, %,d events, %.3f virtual seconds",
                session.count(), session.eventsDone(), session.nowNs() / 1e9);
        return switch (outcome) {
            case ReplaySession.Outcome.Ended ended -> {
                Optional<Damage> damage = recording.damage();
                if (damage.isPresent()) {
                    yield damaged("exact to where the events end: " + where, damage.get());
                }
                Optional<EndKind> told = recording.ending().flatMap(Ending::end);
                if (told.isPresent() && told.get() != ended.end()) {
                    yield new ReplayReport(
                            Verdict.DIFFERENT,
                            List.of(
                                    "not exact: the events end by "
                                            + ended.end().word() + ", " + Ending.FILE + " tells of "
                                            + told.get().word(),
                                    next(recording, session.count())));
                }
                yield differentAtTheEnd(session, recording)
                        .orElseGet(() -> exact("exact to the end: " + recording.endWords() + " (" + where + ")"));
            }
            case ReplaySession.Outcome.Reached reached -> exact("exact so far: " + where);
            case ReplaySession.Outcome.LogEnded ended -> {
                Optional<EndKind> told = recording.ending().flatMap(Ending::end);
                if (told.isPresent() && recording.damage().isEmpty()) {
                    yield new ReplayReport(
                            Verdict.DIFFERENT,
                            List.of(
                                    "not exact: the events end at count " + session.count()
                                            + " without the end by "
                                            + told.get().word() + " that " + Ending.FILE
                                            + " tells of",
                                    next(recording, session.count())));
                }
                String far = "exact as far as the recording goes: " + where;
                yield recording
                        .damage()
                        .map(damage -> damaged(far, damage))
                        .orElseGet(() -> new ReplayReport(Verdict.EXACT, List.of(far, recording.endWords())));
            }
            case ReplaySession.Outcome.Diverged diverged -> diverged(session, recording, diverged.divergence(), words);
        };
    }

    /** The states at the end, which say more than the events do. */
    private static Optional<ReplayReport> differentAtTheEnd(ReplaySession session, Recording recording) {
        Machine machine = session.machine();
        Optional<ReplayReport> states = recording
                .ending()
                .flatMap(Ending::stateSha256)
                .flatMap(recorded -> different("state's", recorded, machine.stateSha256(), session, recording));
        // How devices are saved is no behaviour, but a machine of another may well save other ones.
        if (states.isPresent()
                || !session.hasLiveDevices()
                || recording.manifest().behaviourVersion() != Behaviour.VERSION) {
            return states;
        }
        return recording
                .ending()
                .flatMap(Ending::deviceSha256)
                .flatMap(recorded -> different("devices'", recorded, machine.deviceSha256(), session, recording));
    }

    private static Optional<ReplayReport> different(
            String whose, String recorded, String now, ReplaySession session, Recording recording) {
        return recorded.equals(now)
                ? Optional.empty()
                : Optional.of(new ReplayReport(
                        Verdict.DIFFERENT,
                        List.of(
                                "not exact: at the end the " + whose + " SHA-256 is " + now + ", the recording has "
                                        + recorded,
                                next(recording, session.count()))));
    }

    private static ReplayReport damaged(String line, Damage damage) {
        return new ReplayReport(
                Verdict.DAMAGED,
                List.of(line, String.valueOf(damage.toException().getMessage())));
    }

    private static ReplayReport exact(String line) {
        return new ReplayReport(Verdict.EXACT, List.of(line));
    }

    private static ReplayReport diverged(ReplaySession session, Recording recording, Divergence d, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "diverged at count %,d, after %,d events that were the same", d.count(), session.eventsDone()));
        lines.add("  expected: " + d.expected().map(words::event).orElse("nothing more"));
        lines.add("  came:     " + d.came().map(words::event).orElse("nothing"));
        for (Whereabouts w : session.machine().whereabouts()) {
            lines.add("  " + w.line() + inSymbol(w, words) + ofGuest(w, session.machine()));
        }
        lines.add("  before it:");
        d.before().forEach(e -> lines.add("    " + words.event(e)));
        int behaviour = recording.manifest().behaviourVersion();
        if (behaviour == Behaviour.VERSION) {
            lines.add(next(recording, d.count()));
            return new ReplayReport(Verdict.DIFFERENT, List.copyOf(lines));
        }
        lines.add("the recording has behaviour version " + behaviour + ", this program " + Behaviour.VERSION + ":");
        for (Behaviour.Change c : Behaviour.CHANGES) {
            if (c.version() > Math.min(behaviour, Behaviour.VERSION)) {
                lines.add("  " + c.version() + ": " + c.what());
            }
        }
        return new ReplayReport(Verdict.OTHER_BEHAVIOUR, List.copyOf(lines));
    }

    private static String inSymbol(Whereabouts w, Words words) {
        return w.state() == Whereabouts.State.OFF
                ? ""
                : words.symbol(w.pc() & 0xffff_ffffL).map(s -> ", in " + s).orElse("");
    }

    private static String ofGuest(Whereabouts w, Machine machine) {
        WorldTracker worlds = machine.worlds();
        if (!worlds.isAttached() || worlds.threadOn(w.cpu()).world() == MACHINE) {
            return "";
        }
        return ", guest " + worlds.threadOn(w.cpu());
    }

    /** The commands that show what happened around a count. */
    public static String next(Recording recording, long count) {
        long at = Math.min(count, recording.lastCount());
        return "Next: trapline log " + recording.name() + " --around " + at + ", or trapline gdb " + recording.name()
                + " --at " + Math.max(0, at - 1) + " --launch";
    }
}
