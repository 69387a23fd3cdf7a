package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.emu.Behaviour;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.Damage;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.Divergence;
import dev.trapline.replay.session.ReplaySession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How running a recording again went, in words.
 *
 * @param lines without "trapline:" before them
 */
record ReplayReport(List<String> lines, int exitStatus) {
    private static final long STRETCH = 20_000_000;

    /** Runs the session to a count or its end. */
    static ReplayReport run(ReplaySession session, Recording recording, long to, Progress progress) {
        ReplaySession.Outcome outcome;
        try {
            do {
                long next = Math.min(to, session.count() + STRETCH);
                outcome = session.run(next);
                progress.tick(session.count(), session.nowNs());
            } while (outcome instanceof ReplaySession.Outcome.Reached && session.count() < to);
        } finally {
            progress.clear();
        }
        return of(session, recording, outcome);
    }

    private static ReplayReport of(ReplaySession session, Recording recording, ReplaySession.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        String where = String.format(
                "%,d instructions, %,d events, %.3f virtual seconds",
                session.count(), session.eventsDone(), session.nowNs() / 1e9);
        int status = switch (outcome) {
            case ReplaySession.Outcome.Ended ended -> {
                Optional<String> recorded = recording.ending().flatMap(Ending::stateSha256);
                String now = session.machine().stateSha256();
                if (recorded.isPresent() && !recorded.get().equals(now)) {
                    lines.add("not exact: at the end the state's SHA-256 is " + now + ", the recording has "
                            + recorded.get());
                    yield ExitCodes.FAILED;
                }
                lines.add("exact to the end: " + recording.endWords() + " (" + where + ")");
                yield ExitCodes.OK;
            }
            case ReplaySession.Outcome.Reached reached -> {
                lines.add("exact so far: " + where);
                yield ExitCodes.OK;
            }
            case ReplaySession.Outcome.LogEnded ended -> {
                Optional<Damage> damage = recording.damage();
                lines.add("exact as far as the recording goes: " + where);
                lines.add(damage.map(Damage::toString).orElse(recording.endWords()));
                yield damage.isPresent() ? ExitCodes.UNUSABLE : ExitCodes.OK;
            }
            case ReplaySession.Outcome.Diverged diverged -> {
                describe(session, diverged.divergence(), lines);
                int behaviour = recording.manifest().behaviourVersion();
                if (behaviour != Behaviour.VERSION) {
                    lines.add("the recording has behaviour version " + behaviour + ", this program " + Behaviour.VERSION
                            + ":");
                    for (Behaviour.Change c : Behaviour.CHANGES) {
                        if (c.version() > Math.min(behaviour, Behaviour.VERSION)) {
                            lines.add("  " + c.version() + ": " + c.what());
                        }
                    }
                    yield ExitCodes.UNUSABLE;
                }
                yield ExitCodes.FAILED;
            }
        };
        return new ReplayReport(lines, status);
    }

    private static void describe(ReplaySession session, Divergence d, List<String> lines) {
        lines.add(String.format(
                "diverged at count %,d, after %,d events that were the same", d.count(), session.eventsDone()));
        lines.add("  expected: " + d.expected().map(TraceEvent::toString).orElse("nothing more"));
        lines.add("  came:     " + d.came().map(TraceEvent::toString).orElse("nothing"));
        for (int i = 0; i < session.machine().spec().cpus(); i++) {
            lines.add("  " + session.machine().whereabouts().get(i).line());
        }
        lines.add("  before it:");
        d.before().forEach(e -> lines.add("    " + e));
    }
}
