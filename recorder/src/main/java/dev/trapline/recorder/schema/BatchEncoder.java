package dev.trapline.recorder.schema;

import java.util.Arrays;

/**
 * Events as fields to bytes. A payload is a sequence of
 *
 * <pre>
 *   01 kind cpu+1 small [address]  tail     an event whose key is new; it gets the next slot, from 0
 *   02 period events                        a run: the last {@code period} events recur, this many events in all
 *   03 32 bytes                             an image's digest; it gets the next index, from 0
 *   04 slot  tail                           an event whose key is in a slot beyond 247
 *   08+slot  tail                           an event whose key is in a slot
 *   tail = delta                            kinds without values, delta = count - count of the last event
 *          delta*2                          all values as the last time
 *          delta*2+1 [mask] value...        mask names the changed ones if the kind has several
 *          then length and bytes            kinds with bytes
 * </pre>
 *
 * <p>Numbers are LEB128, addresses and differences zigzag. All state begins anew with each batch.
 *
 * <p>A run's events equal each other in slot, delta and coded values, so one whose values grow evenly is a run too.
 */
final class BatchEncoder {
    static final int OP_NEW = 1;
    static final int OP_RUN = 2;
    static final int OP_IMAGE = 3;
    static final int OP_FAR = 4;
    static final int OP_SLOT = 8;
    static final int NEAR_SLOTS = 256 - OP_SLOT;
    static final int MAX_SLOTS = 4096;
    static final int MAX_IMAGES = 256;
    static final int WIDTH = EventForm.MAX_VALUES;

    /** A run begins once this many events, or a period if that is more, recurred. */
    private static final int RUN_WORTH = 4;

    private static final int RING = 16;

    /** Values of the next event, for {@link #put}. */
    final long[] values = new long[WIDTH];

    private final BatchOutlet outlet;
    private final long insnNs;
    private Batch batch;
    private byte[] out;
    private int at;

    private long lastCount;
    private long closeAt;
    private int ordinal;
    private long events;
    /** Events before the first of the present run. */
    private long runSince;

    private long nextEvent;
    private long nextSequence;
    private long skippedNs;

    private final EventSlots slots = new EventSlots(MAX_SLOTS);
    private final long[] last = new long[MAX_SLOTS * WIDTH];
    private final long[] base = new long[MAX_SLOTS];
    private long lastAddress;

    private final byte[] images = new byte[MAX_IMAGES * 32];
    private int imageCount;

    private final EventRing ring = new EventRing(RING);
    private final EventRun run = new EventRun();
    private final long[] difference = new long[WIDTH];
    private long history;
    private int next;

    /**
     * An encoder that begins at a count.
     *
     * @param insnNs virtual nanoseconds an instruction takes
     */
    BatchEncoder(Batch first, BatchOutlet outlet, long insnNs, long count, long skippedNs) {
        this.outlet = outlet;
        this.insnNs = insnNs;
        this.skippedNs = skippedNs;
        this.nextEvent = 1;
        this.ordinal = -1;
        this.batch = first;
        this.out = first.bytes;
        begin(first, count);
    }

    long eventsSoFar() {
        settle();
        return nextEvent + events - 1;
    }

    long lastCount() {
        settle();
        return lastCount;
    }

    void timeSkipped(long count, long toNs) {
        skippedNs = toNs - count * insnNs;
    }

    /** The last event again, at another count; false if it is to be put in full. */
    boolean again(long count) {
        return run.again(count, closeAt);
    }

    /** An event of at most one value and no bytes. */
    void put(long count, long key, long address, long value) {
        settle();
        EventRun.Event e = run.expected;
        long delta = count - lastCount;
        if (e.key == key
                && e.address == address
                && e.delta == delta
                && value - (last[e.row] & e.base) == e.first
                && count < closeAt) {
            last[e.row] = value;
            run.recurred(count, closeAt);
            advance(count, delta);
        } else {
            putUnexpected(count, key, address, value);
        }
    }

    private void putUnexpected(long count, long key, long address, long value) {
        if (count >= closeAt) {
            close(count);
        }
        long delta = count - lastCount;
        if (delta < 0) {
            throw backwards(count);
        }
        if (run.isBegun()) {
            endRun();
        }
        int slot = slots.find(key, address);
        if (slot < 0) {
            values[0] = value;
            putNew(count, key, address, out, 0, 0);
            return;
        }
        int row = slot * WIDTH;
        long d = value - (last[row] & base[slot]);
        if (recurs(slot, delta, d)) {
            last[row] = value;
            advance(count, delta);
            return;
        }
        ring.set(next, key, address, delta, row, base[slot], d, at);
        next = next + 1 & RING - 1;
        int p = op(slot);
        if (EventForm.values((int) key & 0x3f) == 0) {
            p = varint(p, delta);
        } else if (value == last[row]) {
            p = varint(p, delta << 1);
        } else {
            p = varint(p, delta << 1 | 1);
            p = varint(p, base[slot] == 0 ? value : zigzag(d));
            last[row] = value;
        }
        at = p;
        advance(count, delta);
        closeIfFull();
    }

    /** An event of several values, in {@link #values}, or with bytes. */
    void put(long count, long key, long address, byte[] bytes, int offset, int length) {
        settle();
        if (count >= closeAt) {
            close(count);
        }
        long delta = count - lastCount;
        if (delta < 0) {
            throw backwards(count);
        }
        if (run.isBegun()) {
            if (recursInRun(key, address, delta, bytes, offset, length)) {
                System.arraycopy(values, 0, last, run.expected.row, EventForm.values((int) key & 0x3f));
                run.recurred(count, closeAt);
                advance(count, delta);
                return;
            }
            endRun();
        }
        int slot = slots.find(key, address);
        if (slot < 0) {
            putNew(count, key, address, bytes, offset, length);
            return;
        }
        int kind = (int) key & 0x3f;
        int n = EventForm.values(kind);
        int row = slot * WIDTH;
        int changed = 0;
        for (int i = 0; i < n; i++) {
            difference[i] = values[i] - (last[row + i] & EventForm.base(kind, i));
            changed |= values[i] == last[row + i] ? 0 : 1 << i;
        }
        if (recursAlso(slot, delta, n, bytes, offset, length)) {
            System.arraycopy(values, 0, last, row, n);
            advance(count, delta);
            return;
        }
        ring.set(next, key, address, delta, row, base[slot], n == 0 ? 0 : difference[0], at);
        ring.setMore(next, difference, n);
        at = tail(op(slot), kind, delta, row, changed, bytes, offset, length);
        ring.setBytes(next, EventForm.hasBytes(kind) ? at - length : 0, length);
        next = next + 1 & RING - 1;
        advance(count, delta);
        closeIfFull();
    }

    private void putNew(long count, long key, long address, byte[] bytes, int offset, int length) {
        if (slots.isFull()) {
            close(count);
        }
        long delta = count - lastCount;
        int kind = (int) key & 0x3f;
        int slot = slots.add(key, address);
        base[slot] = EventForm.base(kind, 0);
        int row = slot * WIDTH;
        Arrays.fill(last, row, row + WIDTH, 0);
        out[at] = OP_NEW;
        out[at + 1] = (byte) kind;
        int p = varint(at + 2, key >>> 6 & 0x3ff);
        p = varint(p, key >>> 16);
        if (EventForm.hasAddress(kind)) {
            p = varint(p, zigzag(address - lastAddress));
            lastAddress = address;
        }
        int changed = 0;
        for (int i = 0; i < EventForm.values(kind); i++) {
            changed |= values[i] == 0 ? 0 : 1 << i;
            difference[i] = values[i];
        }
        at = tail(p, kind, delta, row, changed, bytes, offset, length);
        forget();
        advance(count, delta);
        closeIfFull();
    }

    /** Writes delta, values and bytes; {@link #difference} has what differs. */
    private int tail(int from, int kind, long delta, int row, int changed, byte[] bytes, int offset, int length) {
        int n = EventForm.values(kind);
        int p = from;
        if (n == 0) {
            p = varint(p, delta);
        } else if (changed == 0) {
            p = varint(p, delta << 1);
        } else {
            p = varint(p, delta << 1 | 1);
            if (n > 1) {
                p = varint(p, changed);
            }
            for (int i = 0; i < n; i++) {
                if ((changed >> i & 1) != 0) {
                    p = varint(p, EventForm.base(kind, i) == 0 ? values[i] : zigzag(difference[i]));
                    last[row + i] = values[i];
                }
            }
        }
        if (EventForm.hasBytes(kind)) {
            p = varint(p, length);
            System.arraycopy(bytes, offset, out, p, length);
            p += length;
        }
        return p;
    }

    /** The index of an image's digest (32 bytes) in this batch. */
    int image(long count, byte[] sha256) {
        settle();
        if (count >= closeAt) {
            close(count);
        }
        for (int i = 0; i < imageCount; i++) {
            if (Arrays.equals(images, 32 * i, 32 * i + 32, sha256, 0, 32)) {
                return i;
            }
        }
        if (imageCount == MAX_IMAGES || slots.isFull()) {
            close(count);
        }
        if (run.isBegun()) {
            endRun();
        }
        System.arraycopy(sha256, 0, images, 32 * imageCount, 32);
        out[at++] = OP_IMAGE;
        System.arraycopy(sha256, 0, out, at, 32);
        at += 32;
        forget();
        return imageCount++;
    }

    /** Closes the batch if it has events; nothing happened from the last of them up to {@code count}. */
    void close(long count) {
        settle();
        if (count < lastCount) {
            throw backwards(count);
        }
        if (events == 0) {
            closeAt = nextSpan(count);
            return;
        }
        if (run.isBegun()) {
            endRun();
        }
        batch.lastCount = count;
        batch.endNs = count * insnNs + skippedNs;
        batch.events = events;
        batch.payloadLength = at - BatchHeader.LENGTH;
        nextEvent += events;
        try {
            batch = outlet.exchange(batch);
        } finally {
            // Also when nothing more can be written: who goes on telling is told so again, at the next batch.
            begin(batch, count);
        }
    }

    private IllegalArgumentException backwards(long count) {
        return new IllegalArgumentException("count " + count + " comes after " + lastCount);
    }

    private void begin(Batch fresh, long count) {
        out = fresh.bytes;
        at = BatchHeader.LENGTH;
        if (count > lastCount) {
            lastCount = count;
            ordinal = -1;
        }
        fresh.sequence = nextSequence++;
        fresh.firstCount = count;
        fresh.skippedNs = skippedNs;
        fresh.virtualNs = count * insnNs + skippedNs;
        fresh.firstEvent = nextEvent;
        fresh.firstOrdinal = ordinal + 1;
        closeAt = nextSpan(count);
        events = 0;
        slots.clear();
        imageCount = 0;
        lastAddress = 0;
        forget();
    }

    /** Where a span ends, so does a batch: what a killed recorder leaves reaches to the last such count at the least. */
    private static long nextSpan(long count) {
        return (count / Batch.SPAN + 1) * Batch.SPAN;
    }

    private void closeIfFull() {
        if (at >= BatchHeader.LENGTH + Batch.PAYLOAD_GOAL) {
            close(lastCount);
        }
    }

    private void advance(long count, long delta) {
        lastCount = count;
        ordinal = delta == 0 ? ordinal + 1 : 0;
        events++;
    }

    /** Takes over what the present run has only counted. */
    private void settle() {
        long times = run.takeSteady();
        if (times != 0) {
            long delta = run.steadyDelta();
            lastCount += times * delta;
            ordinal = delta == 0 ? ordinal + (int) times : 0;
            events += times;
        }
    }

    // Runs

    private boolean recurs(int slot, long delta, long d) {
        int row = slot * WIDTH;
        long mask = 0;
        for (int p = 1; p <= EventRun.MAX_PERIOD; p++) {
            int r = next - p & RING - 1;
            if (ring.row[r] == row && ring.delta[r] == delta && ring.first[r] == d) {
                mask |= 1L << p - 1;
            }
        }
        history = history << 8 | mask;
        return mask != 0 && startRun(mask);
    }

    private boolean recursAlso(int slot, long delta, int n, byte[] bytes, int offset, int length) {
        int row = slot * WIDTH;
        long mask = 0;
        for (int p = 1; p <= EventRun.MAX_PERIOD; p++) {
            int r = next - p & RING - 1;
            if (ring.row[r] == row
                    && ring.delta[r] == delta
                    && ring.sameMore(r, difference, n)
                    && ring.sameBytes(r, out, bytes, offset, length)) {
                mask |= 1L << p - 1;
            }
        }
        history = history << 8 | mask;
        return mask != 0 && startRun(mask);
    }

    private boolean recursInRun(long key, long address, long delta, byte[] bytes, int offset, int length) {
        EventRun.Event e = run.expected;
        if (e.key != key || e.address != address || e.delta != delta) {
            return false;
        }
        int kind = (int) key & 0x3f;
        int n = EventForm.values(kind);
        for (int i = 0; i < n; i++) {
            difference[i] = values[i] - (last[e.row + i] & EventForm.base(kind, i));
        }
        return e.recurs(difference, n, out, bytes, offset, length);
    }

    /** Begins a run if, ending with the present event, enough of them recurred; drops the copies already written. */
    private boolean startRun(long mask) {
        for (int p = 1; p <= EventRun.MAX_PERIOD; p++) {
            if ((mask >> p - 1 & 1) == 0) {
                continue;
            }
            int need = Math.max(p, RUN_WORTH);
            long recurred = 0x0101010101010101L >>> 8 * (8 - need) << p - 1;
            if ((history & recurred) == recurred) {
                int first = next - need + 1;
                at = ring.start[first & RING - 1];
                run.begin(ring, first, p, need, lastCount, closeAt);
                runSince = events - need + 1;
                return true;
            }
        }
        return false;
    }

    private void endRun() {
        out[at] = OP_RUN;
        out[at + 1] = (byte) run.period();
        at = varint(at + 2, events - runSince);
        forget();
    }

    private void forget() {
        run.end();
        history = 0;
        ring.clear();
    }

    // Bytes

    private int op(int slot) {
        if (slot < NEAR_SLOTS) {
            out[at] = (byte) (OP_SLOT + slot);
            return at + 1;
        }
        out[at] = OP_FAR;
        return varint(at + 1, slot);
    }

    private int varint(int from, long value) {
        byte[] to = out;
        int p = from;
        long v = value;
        while ((v & ~0x7fL) != 0) {
            to[p++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        to[p++] = (byte) v;
        return p;
    }

    private static long zigzag(long v) {
        return v << 1 ^ v >> 63;
    }
}
