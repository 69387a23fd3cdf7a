package dev.trapline.cli.console;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import java.util.concurrent.TimeUnit;

/** Another source, for a machine whose sleep takes as long as it would in the world. */
public final class PacedInput implements InputSource {
    private final InputSource source;
    private final Pacer pacer = new Pacer(System::nanoTime);

    public PacedInput(InputSource source) {
        this.source = source;
    }

    @Override
    public long idleUntil(long nowNs, long nextNs) {
        long until = source.idleUntil(nowNs, nextNs);
        if (until != Long.MAX_VALUE) {
            try {
                TimeUnit.NANOSECONDS.sleep(pacer.untilDue(nowNs, until));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return until;
    }

    @Override
    public long nextAsk(long count) {
        return source.nextAsk(count);
    }

    @Override
    public long nextAskNs(long nowNs) {
        return source.nextAskNs(nowNs);
    }

    @Override
    public void deliver(long count, InputSink sink) {
        source.deliver(count, sink);
    }

    @Override
    public long wallClockSeconds() {
        return source.wallClockSeconds();
    }

    @Override
    public boolean mayStillCome() {
        return source.mayStillCome();
    }
}
