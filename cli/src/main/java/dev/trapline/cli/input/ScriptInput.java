package dev.trapline.cli.input;

import dev.trapline.cli.input.InputScript.Quit;
import dev.trapline.cli.input.InputScript.Send;
import dev.trapline.cli.input.InputScript.Step;
import dev.trapline.cli.input.InputScript.Timed;
import dev.trapline.cli.input.InputScript.Wait;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.replay.position.Durations;
import dev.trapline.replay.position.LineMatcher;
import dev.trapline.replay.position.Position;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Plays an input script to a machine. What it types, and where, follows from the console's output and the machine's own
 * count and time alone, so two runs of one script are equal.
 */
public final class ScriptInput implements InputSource {
    /** How a script ended the run. */
    public sealed interface Outcome {}

    /** {@code quit} was reached. */
    public record Quitted(int line) implements Outcome {}

    /** A {@code wait} lasted too long. */
    public record TimedOut(int line, String regex, long timeoutNs) implements Outcome {
        /** The line to show. */
        public String message(String script) {
            return script + " line " + line + ": /" + regex + "/ did not come within " + Durations.format(timeoutNs)
                    + " of virtual time";
        }
    }

    /** Output since the last wait that a later wait may still match; more than any prompt needs. */
    private static final int MAX_UNMATCHED = 64 << 10;

    private static final long NEVER = Long.MAX_VALUE;

    private final InputScript script;
    private final long wallClockSeconds;
    private final List<Armed> armed = new ArrayList<>();
    private final ByteArrayOutputStream unmatched = new ByteArrayOutputStream();
    private LongSupplier nowNs = () -> 0;
    private Runnable askSoon = () -> {};
    private int next;
    private boolean ready = true;
    private Optional<LineMatcher> waiting = Optional.empty();
    private long giveUpAtNs = NEVER;
    private Optional<Outcome> outcome = Optional.empty();

    public ScriptInput(InputScript script, long wallClockSeconds) {
        this.script = script;
        this.wallClockSeconds = wallClockSeconds;
        for (Timed timed : script.timed()) {
            armed.add(new Armed(timed));
        }
    }

    /**
     * Ties the script to its machine.
     *
     * @param nowNs virtual time
     * @param askSoon makes the machine ask {@link #nextAsk} again after the instruction it now executes
     */
    public void attach(LongSupplier nowNs, Runnable askSoon) {
        this.nowNs = nowNs;
        this.askSoon = askSoon;
    }

    /** How the script ended the run, if it did. */
    public Optional<Outcome> outcome() {
        return outcome;
    }

    /** One byte of console output, at the machine's present count. */
    public void consoleOutput(int byteValue, long count) {
        for (Armed a : armed) {
            if (a.output(byteValue, count)) {
                askSoon.run();
            }
        }
        if (waiting.isEmpty()) {
            keep(byteValue);
        } else if (waiting.get().feed(byteValue)) {
            waiting = Optional.empty();
            giveUpAtNs = NEVER;
            ready = true;
            askSoon.run();
        }
    }

    private void keep(int byteValue) {
        if (unmatched.size() == MAX_UNMATCHED) {
            byte[] all = unmatched.toByteArray();
            unmatched.reset();
            unmatched.write(all, MAX_UNMATCHED / 2, MAX_UNMATCHED / 2);
        }
        unmatched.write(byteValue);
    }

    @Override
    public long nextAsk(long count) {
        if (outcome.isPresent()) {
            return NEVER;
        }
        long at = ready ? count : NEVER;
        for (Armed a : armed) {
            at = Math.min(at, Math.max(a.dueCount, count));
        }
        return at;
    }

    @Override
    public long nextAskNs(long nowNs) {
        return nextTime();
    }

    private long nextTime() {
        if (outcome.isPresent()) {
            return NEVER;
        }
        long at = giveUpAtNs;
        for (Armed a : armed) {
            at = Math.min(at, a.dueNs);
        }
        return at;
    }

    @Override
    public void deliver(long count, InputSink sink) {
        for (Armed a : List.copyOf(armed)) {
            if (outcome.isEmpty() && (a.dueCount <= count || a.dueNs <= nowNs.getAsLong())) {
                armed.remove(a);
                act(a.step, sink);
            }
        }
        while (ready && outcome.isEmpty()) {
            if (next == script.steps().size()) {
                ready = false;
            } else {
                ready = act(script.steps().get(next++), sink);
            }
        }
        if (outcome.isEmpty() && giveUpAtNs <= nowNs.getAsLong() && waiting.isPresent()) {
            Wait wait = (Wait) script.steps().get(next - 1);
            end(
                    new TimedOut(
                            wait.line(),
                            wait.pattern().pattern(),
                            wait.timeoutNs().orElseThrow()),
                    sink);
        }
    }

    /** Does a step; false if the steps after it have to wait. */
    private boolean act(Step step, InputSink sink) {
        return switch (step) {
            case Send send -> {
                for (byte b : send.bytes()) {
                    sink.consoleKey(b & 0xff);
                }
                yield true;
            }
            case Quit quit -> {
                end(new Quitted(quit.line()), sink);
                yield false;
            }
            case Wait wait -> matchesAlready(wait);
        };
    }

    /** Looks through what came while nobody waited; if it is not there, waits for more. */
    private boolean matchesAlready(Wait wait) {
        LineMatcher matcher = new LineMatcher(wait.pattern());
        byte[] output = unmatched.toByteArray();
        unmatched.reset();
        for (int i = 0; i < output.length; i++) {
            if (matcher.feed(output[i] & 0xff)) {
                unmatched.write(output, i + 1, output.length - i - 1);
                return true;
            }
        }
        waiting = Optional.of(matcher);
        giveUpAtNs = wait.timeoutNs().map(t -> nowNs.getAsLong() + t).orElse(NEVER);
        return false;
    }

    private void end(Outcome how, InputSink sink) {
        outcome = Optional.of(how);
        sink.stop();
    }

    @Override
    public long wallClockSeconds() {
        return wallClockSeconds;
    }

    /** False while only output could bring the next input: a machine in which all wait makes none. */
    @Override
    public boolean mayStillCome() {
        return nextTime() != NEVER || outcome.isEmpty() && ready;
    }

    /** A step bound to a position, and when that is, as far as it is known. */
    private static final class Armed {
        private final Step step;
        private final Optional<LineMatcher> text;
        private final long afterText;
        private int occurrencesLeft;
        private long dueCount = NEVER;
        private long dueNs = NEVER;

        Armed(Timed timed) {
            this.step = timed.step();
            long delta = timed.position() instanceof Position.Offset o ? o.delta() : 0;
            Position base = timed.position() instanceof Position.Offset o ? o.base() : timed.position();
            this.afterText = delta;
            if (base instanceof Position.Text t) {
                this.text = Optional.of(new LineMatcher(t.pattern()));
                this.occurrencesLeft = t.occurrence();
                return;
            }
            this.text = Optional.empty();
            switch (base) {
                case Position.Count c -> dueCount = c.count();
                case Position.Start s -> dueCount = delta;
                case Position.Time t -> dueNs = t.ns();
                case Position.Text t -> throw new IllegalStateException("handled above");
                case Position.End e -> throw unsupported(e);
                case Position.Event e -> throw unsupported(e);
                case Position.Symbol s -> throw unsupported(s);
                case Position.Offset o -> throw unsupported(o);
            }
        }

        private static IllegalStateException unsupported(Position position) {
            return new IllegalStateException("the script's reader lets no " + position + " through");
        }

        /** True if this byte reaches the position. */
        boolean output(int byteValue, long count) {
            if (occurrencesLeft > 0 && text.isPresent() && text.get().feed(byteValue) && --occurrencesLeft == 0) {
                dueCount = count + afterText;
                return true;
            }
            return false;
        }
    }
}
