package dev.trapline.emu.semihosting;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The console as semihosting reads and writes it. Keys are the UART's until the guest opens {@code :tt} for reading or
 * calls SYS_READC. From then on they are semihosting's, those included that the UART had and the guest did not read: so
 * what was typed ahead is not lost, and each key is read once.
 */
final class SemihostedConsole implements Snapshottable {
    private final IntConsumer output;
    private final Supplier<byte[]> unreadByUart;
    private boolean takesKeys;
    private byte[] keys = new byte[64];
    private int waitingKeys;
    private final boolean[] waiting;

    /**
     * @param output takes each byte printed
     * @param unreadByUart takes away from the UART what the guest has not read
     */
    SemihostedConsole(IntConsumer output, Supplier<byte[]> unreadByUart, int cpus) {
        this.output = output;
        this.unreadByUart = unreadByUart;
        waiting = new boolean[cpus];
    }

    void print(int byteValue) {
        output.accept(byteValue);
    }

    boolean takesKeys() {
        return takesKeys;
    }

    /** The guest reads here from now on. Returns what the UART gave up for it. */
    byte[] beginReading() {
        takesKeys = true;
        byte[] before = unreadByUart.get();
        for (byte key : before) {
            key(key);
        }
        return before;
    }

    /** A key typed. */
    void key(int byteValue) {
        if (waitingKeys == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
        }
        keys[waitingKeys++] = (byte) byteValue;
    }

    /** How many keys can be read now. */
    int available() {
        return waitingKeys;
    }

    /** The next key, 0 to 255; there must be one. */
    int read() {
        int key = keys[0] & 0xff;
        System.arraycopy(keys, 1, keys, 0, --waitingKeys);
        return key;
    }

    void setWaiting(int cpu, boolean waits) {
        waiting[cpu] = waits;
    }

    boolean isWaiting(int cpu) {
        return waiting[cpu];
    }

    @Override
    public void save(StateWriter out) {
        out.bool(takesKeys);
        out.bytes(keys, 0, waitingKeys);
        out.bools(waiting);
    }

    @Override
    public void restore(StateReader in) {
        takesKeys = in.bool();
        byte[] saved = in.bytes();
        waitingKeys = 0;
        for (byte key : saved) {
            key(key);
        }
        in.bools(waiting);
    }
}
