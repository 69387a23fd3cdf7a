package dev.trapline.cli.console;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A person at the keyboard. Keys wait until the machine asks, every so many instructions; while it sleeps it is held
 * back to the pace of real time, so that a key lands where the person sees it land.
 */
public final class KeyboardInput implements InputSource, KeyFilter.Handler {
    /** Instructions between two questions: some milliseconds. */
    private static final long ASK_EVERY = 500_000;

    private static final long BETWEEN_WAITS_NS = 100_000_000;

    private final long wallClockSeconds;
    private final boolean realPace;
    private final Pacer pacer = new Pacer(System::nanoTime);
    private final Consumer<String> tell;
    private final KeyFilter filter = new KeyFilter(this);
    private final Deque<Integer> keys = new ArrayDeque<>();
    private boolean leaving;
    private boolean paused;
    private boolean ended;
    private Runnable beforeWaiting = () -> {};
    private long waitedNs = System.nanoTime() - BETWEEN_WAITS_NS;

    /**
     * @param realPace whether a sleeping machine is held back to real time
     * @param tell shows a line or several to the person
     */
    public KeyboardInput(long wallClockSeconds, boolean realPace, Consumer<String> tell) {
        this.wallClockSeconds = wallClockSeconds;
        this.realPace = realPace;
        this.tell = tell;
    }

    /** Reads keys until the stream ends, in a thread of its own. */
    public void readFrom(InputStream in) {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> {
            try {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    typed(b);
                }
            } catch (IOException e) {
                tell.accept("trapline: the keyboard is gone: " + e.getMessage());
            }
            streamEnded();
        });
    }

    /** One byte from the terminal. */
    public synchronized void typed(int byteValue) {
        filter.typed(byteValue);
        notifyAll();
    }

    /** Nothing more will be typed. */
    public synchronized void streamEnded() {
        ended = true;
        notifyAll();
    }

    /** Asks the machine to stop, as Ctrl-A x does. */
    public synchronized void stop() {
        leaving = true;
        notifyAll();
    }

    /** Whether Ctrl-A x was typed. */
    public synchronized boolean leaving() {
        return leaving;
    }

    @Override
    public synchronized long nextAsk(long count) {
        if (!keys.isEmpty() || leaving || paused) {
            return count;
        }
        return ended ? Long.MAX_VALUE : count + ASK_EVERY;
    }

    @Override
    public synchronized void deliver(long count, InputSink sink) {
        if (paused) {
            tell.accept("trapline: paused at instruction " + count + "; Ctrl-A c goes on, Ctrl-A x leaves");
            try {
                while (paused && !leaving && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                leaving = true;
            }
            paused = false;
            pacer.forget();
        }
        while (!keys.isEmpty()) {
            sink.consoleKey(keys.remove());
        }
        if (leaving) {
            sink.stop();
        }
    }

    /** To be done whenever the machine is about to wait for the host, but not more often than ten times a second. */
    public synchronized void beforeWaiting(Runnable done) {
        beforeWaiting = done;
    }

    private void beforeWaiting() {
        long now = System.nanoTime();
        if (now - waitedNs >= BETWEEN_WAITS_NS) {
            waitedNs = now;
            beforeWaiting.run();
        }
    }

    @Override
    public synchronized long idleUntil(long nowNs, long nextNs) {
        long left = realPace ? pacer.untilDue(nowNs, nextNs) : 0;
        if (!somethingTyped() && (nextNs == Long.MAX_VALUE || left > 0)) {
            beforeWaiting();
        }
        try {
            while (!somethingTyped() && (nextNs == Long.MAX_VALUE ? !ended : left > 0)) {
                if (nextNs == Long.MAX_VALUE) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = pacer.stillUntilDue(nextNs);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaving = true;
        }
        if (somethingTyped() || nextNs == Long.MAX_VALUE) {
            // The key lands where the person saw it land; without pace, before anything is skipped.
            return realPace ? pacer.virtualNow(nowNs, nextNs) : nowNs;
        }
        return nextNs;
    }

    @Override
    public long wallClockSeconds() {
        return wallClockSeconds;
    }

    @Override
    public synchronized boolean mayStillCome() {
        return !ended || somethingTyped();
    }

    @Override
    public void key(int byteValue) {
        keys.add(byteValue);
    }

    @Override
    public void help() {
        tell.accept(KeyFilter.HELP);
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public void pause() {
        paused = !paused;
    }

    @Override
    public void unknown(int byteValue) {
        tell.accept("trapline: Ctrl-A h shows what Ctrl-A can do");
    }

    private boolean somethingTyped() {
        return !keys.isEmpty() || leaving || paused;
    }
}
