package dev.trapline.replay.session;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.TraceObserver;

/** The inputs of a recording, each at its position. */
final class RecordedInputs implements InputSource {
    private final EventWindow window;
    private final Checker checker;
    private final TraceObserver observer;
    private final Standstill standstill;
    private final Feeder.Stop machine;
    private final long wallClockSeconds;

    RecordedInputs(
            EventWindow window,
            Checker checker,
            TraceObserver observer,
            Standstill standstill,
            Feeder.Stop machine,
            long wallClockSeconds) {
        this.window = window;
        this.checker = checker;
        this.observer = observer;
        this.standstill = standstill;
        this.machine = machine;
        this.wallClockSeconds = wallClockSeconds;
    }

    /** Whether a machine with live devices must be at a boundary for this. */
    static boolean isStop(TraceEvent e) {
        return e instanceof TraceEvent.Input || Feeder.isSessions(e);
    }

    @Override
    public long nextAsk(long count) {
        TraceEvent e = window.nextStop();
        return e == null ? Long.MAX_VALUE : e.at().count();
    }

    @Override
    public long nextAskNs(long nowNs) {
        TraceEvent e = window.nextStop();
        return e == null ? Long.MAX_VALUE : e.at().virtualNs();
    }

    @Override
    public void deliver(long count, InputSink sink) {
        standstill.look();
        while (window.nextStop() instanceof TraceEvent e
                && e.at().count() == count
                && e.at().virtualNs() <= machine.nowNs()) {
            if (Feeder.isSessions(e)) {
                // The machine may sleep here, and would for ever: nothing else wakes it.
                machine.stop();
                return;
            }
            if (!(e instanceof TraceEvent.Input input)) {
                return;
            }
            observer.flush();
            if (!input.equals(checker.expected())) {
                return;
            }
            give(input, sink);
        }
    }

    private void give(TraceEvent.Input e, InputSink sink) {
        switch (e.input()) {
            case CONSOLE_KEY -> {
                if (e.bytes().length() != 1) {
                    throw checker.diverged(machine.count(), null);
                }
                sink.consoleKey(e.bytes().at(0));
            }
            case NETWORK_FRAME -> sink.networkFrame(e.index(), e.bytes().toArray());
            case DEBUGGER_REGISTERS, DEBUGGER_MEMORY ->
                throw new IllegalStateException("the session's, not the machine's");
            case WALL_CLOCK, ENTROPY, SEED, INJECTED_FAULT ->
                // Nothing that records a machine tells of these yet.
                throw checker.diverged(machine.count(), null);
        }
    }

    @Override
    public long wallClockSeconds() {
        return wallClockSeconds;
    }

    @Override
    public boolean mayStillCome() {
        return window.nextStop() instanceof TraceEvent.Input;
    }
}
