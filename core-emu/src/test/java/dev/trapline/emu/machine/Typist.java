package dev.trapline.emu.machine;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.RecordingCase;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Watches a console and types some keys, once, when the prompt shows; where they land follows from the output alone. */
public final class Typist implements InputSource, IntConsumer {
    private final String keys;
    private final IntConsumer console;
    private final StringBuilder seen = new StringBuilder();
    private boolean prompted;
    private boolean typed;
    private @Nullable Machine machine;

    public Typist(String keys, IntConsumer console) {
        this.keys = keys;
        this.console = console;
        typed = keys.isEmpty();
    }

    public void sitDownAt(Machine itsMachine) {
        machine = itsMachine;
    }

    @Override
    public void accept(int b) {
        console.accept(b);
        seen.append((char) b);
        if (!prompted && seen.indexOf(RecordingCase.PROMPT, seen.length() - RecordingCase.PROMPT.length()) >= 0) {
            prompted = true;
            if (machine != null) {
                machine.askInputsSoon();
            }
        }
    }

    @Override
    public long nextAsk(long count) {
        return Long.MAX_VALUE;
    }

    @Override
    public void deliver(long count, InputSink sink) {
        if (prompted && !typed) {
            typed = true;
            keys.chars().forEach(sink::consoleKey);
        }
    }

    @Override
    public long wallClockSeconds() {
        return MachineSpec.DEFAULT_RTC_SECONDS;
    }

    @Override
    public boolean mayStillCome() {
        return !typed;
    }
}
