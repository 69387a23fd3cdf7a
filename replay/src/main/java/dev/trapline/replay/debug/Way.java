package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where a machine on its way forwards and who wants to look at it meet: between two stretches of its run. One thread moves it
 * and one looks. On its way backwards it is at many places at once, and cannot be looked at.
 */
final class Way {
    /** Instructions between two looks at whether to go on. */
    private static final long STRETCH = 1 << 20;
    /** The same once somebody looks, since debuggers ask one thing after another. */
    private static final long SHORT = 1 << 14;

    private static final int SHORT_ONES = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean moving;
    private boolean backwards;
    private boolean gaveWay;
    private int lookers;
    private int shortOnes;

    /** The machine begins to move, or is asked to: from now on it is looked at between stretches only. */
    void begin(boolean back) {
        lock.lock();
        try {
            moving = true;
            backwards = back;
            shortOnes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** It stands; {@code stands} is done before anybody looks. */
    void end(Runnable stands) {
        lock.lock();
        try {
            stands.run();
            moving = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isMoving() {
        lock.lock();
        try {
            return moving;
        } finally {
            lock.unlock();
        }
    }

    /** To be asked by who moves it, between two stretches: lets look who wants to. Returns the instructions of the next. */
    long nextStretch() {
        lock.lock();
        try {
            if (lookers > 0) {
                gaveWay = true;
                changed.signalAll();
                while (lookers > 0) {
                    changed.awaitUninterruptibly();
                }
                gaveWay = false;
                shortOnes = SHORT_ONES;
            }
            if (shortOnes == 0) {
                return STRETCH;
            }
            shortOnes--;
            return SHORT;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something while the machine stands, on its way or not.
     *
     * @throws DebugException if it is on its way backwards
     */
    <T> T standing(Supplier<T> action) {
        lock.lock();
        try {
            if (moving && backwards) {
                throw new DebugException("it is on its way backwards: interrupt it first");
            }
            lookers++;
            try {
                while (moving && !gaveWay) {
                    changed.awaitUninterruptibly();
                }
                return action.get();
            } finally {
                lookers--;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @throws DebugException if it is on its way */
    void checkStands() {
        if (isMoving()) {
            throw new DebugException("it runs: interrupt it first");
        }
    }
}
