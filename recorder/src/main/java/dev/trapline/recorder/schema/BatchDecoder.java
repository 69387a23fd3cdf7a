package dev.trapline.recorder.schema;

import java.util.Arrays;

/** Bytes to events as fields: {@link BatchEncoder} the other way. Runs are expanded one event at a time. */
final class BatchDecoder {
    private static final int WIDTH = BatchEncoder.WIDTH;
    private static final int RING = EventRun.MAX_PERIOD;

    /** The event's values. */
    final long[] values = new long[WIDTH];

    long key;
    long address;
    int bytesAt;
    int bytesLength;

    private final byte[] in;
    private final BatchHeader header;
    private final int end;
    private final long insnNs;
    private int at;

    private long count;
    private int ordinal;
    private long skippedNs;
    private long decoded;

    private long[] slotKey = new long[64];
    private long[] slotAddress = new long[64];
    private long[] last = new long[64 * WIDTH];
    private int slots;
    private long lastAddress;

    private byte[] images = new byte[0];
    private int imageCount;

    private final EventRing ring = new EventRing(RING);
    private final long[] difference = new long[WIDTH];
    private int next;
    private int literals;
    private int period;
    private int runAt;
    private long runLeft;
    private long runEvents;

    /** @param bytes a verified batch that begins at {@code offset} */
    BatchDecoder(BatchHeader header, byte[] bytes, int offset, long insnNs) {
        this.header = header;
        this.in = bytes;
        this.at = offset + BatchHeader.LENGTH;
        this.end = at + header.payloadLength();
        this.insnNs = insnNs;
        this.count = header.firstCount();
        this.ordinal = header.firstOrdinal() - 1;
        this.skippedNs = header.skippedNs();
    }

    /** Moves to the next event; false at the end of the batch. */
    boolean next() {
        if (kind() == EventKind.TIME_SKIPPED.number()) {
            skippedNs = values[0] - count * insnNs;
        }
        try {
            if (runLeft > 0) {
                recur();
                return true;
            }
            while (at < end) {
                int op = in[at++] & 0xff;
                switch (op) {
                    case BatchEncoder.OP_NEW -> {
                        literal(newSlot());
                        return true;
                    }
                    case BatchEncoder.OP_RUN -> {
                        beginRun();
                        recur();
                        return true;
                    }
                    case BatchEncoder.OP_IMAGE -> image();
                    case BatchEncoder.OP_FAR -> {
                        literal(bounded(varint(), slots, "slot"));
                        return true;
                    }
                    default -> {
                        literal(bounded(op - BatchEncoder.OP_SLOT, slots, "slot"));
                        return true;
                    }
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new MalformedBatchException(here("it ends within an event"));
        }
        if (at != end || decoded != header.events()) {
            throw new MalformedBatchException(here("it should hold " + header.events() + " events"));
        }
        return false;
    }

    int kind() {
        return (int) key & 0x3f;
    }

    int cpu() {
        return (int) (key >>> 6 & 0x3ff) - 1;
    }

    /** The key's small fields. */
    long small() {
        return key >>> 16;
    }

    long count() {
        return count;
    }

    TracePosition position() {
        return new TracePosition(number(), count, ordinal, virtualNs());
    }

    long number() {
        return header.firstEvent() + decoded - 1;
    }

    /** Virtual time as the event happened; a skip counts from the next event on. */
    long virtualNs() {
        return count * insnNs + skippedNs;
    }

    ByteString bytes() {
        return ByteString.of(in, bytesAt, bytesLength);
    }

    byte[] buffer() {
        return in;
    }

    ByteString image(long index) {
        return ByteString.of(images, 32 * bounded(index, imageCount, "image"), 32);
    }

    /** Events in a period of the run that the present event is in; 0 if it is in none. */
    int runPeriod() {
        return period;
    }

    /** Events of the present run that are still to come. */
    long runLeft() {
        return runLeft;
    }

    /** Events of the present run in all. */
    long runEvents() {
        return runEvents;
    }

    /**
     * Passes over whole periods of the present run, though not the last two before either bound, so that what follows
     * from the events before a position is as if each had been looked at.
     */
    void skipInRun(long beforeCount, long beforeNumber) {
        if (period == 0 || runLeft < 4L * period) {
            return;
        }
        long perPeriod = 0;
        for (int j = 0; j < period; j++) {
            perPeriod += ring.delta[j];
        }
        long periods = Math.min(runLeft, beforeNumber - number()) / period - 3;
        if (perPeriod > 0) {
            periods = Math.min(periods, (beforeCount - count) / perPeriod - 3);
        } else if (beforeCount <= count) {
            return;
        }
        if (periods <= 0) {
            return;
        }
        for (int j = 0; j < period; j++) {
            int kind = (int) ring.key[j] & 0x3f;
            for (int i = 0; i < EventForm.values(kind); i++) {
                if (EventForm.base(kind, i) != 0) {
                    last[ring.row[j] + i] += periods * ring.more(j, i);
                }
            }
        }
        count += periods * perPeriod;
        decoded += periods * period;
        runLeft -= periods * period;
        if (perPeriod == 0) {
            ordinal = Math.toIntExact(ordinal + periods * period);
        }
        if (kind() == EventKind.TIME_SKIPPED.number()) {
            values[0] = last[ring.row[Math.floorMod(runAt - 1, period)]];
        }
    }

    private int newSlot() {
        int kind = in[at++] & 0xff;
        if (!EventForm.exists(kind)) {
            throw new MalformedBatchException(here("kind " + kind + " is unknown"));
        }
        if (slots == BatchEncoder.MAX_SLOTS) {
            throw new MalformedBatchException(here("it has too many slots"));
        }
        if (slots == slotKey.length) {
            slotKey = Arrays.copyOf(slotKey, 2 * slots);
            slotAddress = Arrays.copyOf(slotAddress, 2 * slots);
            last = Arrays.copyOf(last, 2 * slots * WIDTH);
        }
        long cpu = bounded(varint(), 1024, "pCPU");
        slotKey[slots] = kind | cpu << 6 | varint() << 16;
        if (EventForm.hasAddress(kind)) {
            lastAddress += unzigzag(varint());
            slotAddress[slots] = lastAddress;
        }
        literals = 0;
        return slots++;
    }

    private void literal(int slot) {
        period = 0;
        key = slotKey[slot];
        address = slotAddress[slot];
        int kind = kind();
        int n = EventForm.values(kind);
        int row = slot * WIDTH;
        long delta = varint();
        int changed = 0;
        if (n > 0) {
            if ((delta & 1) != 0) {
                changed = n == 1 ? 1 : (int) varint();
            }
            delta >>>= 1;
        }
        for (int i = 0; i < n; i++) {
            long before = last[row + i];
            long base = before & EventForm.base(kind, i);
            if ((changed >> i & 1) != 0) {
                long coded = varint();
                last[row + i] = EventForm.base(kind, i) == 0 ? coded : before + unzigzag(coded);
            }
            values[i] = last[row + i];
            difference[i] = values[i] - base;
        }
        bytesLength = 0;
        if (EventForm.hasBytes(kind)) {
            bytesLength = bounded(varint(), end - at + 1, "length");
            bytesAt = at;
            at += bytesLength;
        }
        if (at > end) {
            throw new IndexOutOfBoundsException(at);
        }
        ring.set(next, key, address, delta, row, 0, 0, 0);
        ring.setMore(next, difference, n);
        ring.setBytes(next, bytesAt, bytesLength);
        next = next + 1 == RING ? 0 : next + 1;
        literals++;
        advance(delta);
    }

    private void beginRun() {
        period = bounded((in[at++] & 0xff) - 1L, Math.min(RING, literals), "period") + 1;
        runEvents = varint();
        runLeft = runEvents;
        if (runLeft <= 0) {
            throw new MalformedBatchException(here("a run of " + runLeft + " events"));
        }
        EventRing events = new EventRing(RING);
        for (int j = 0; j < period; j++) {
            events.copy(j, ring, Math.floorMod(next - period + j, RING));
        }
        for (int j = 0; j < period; j++) {
            ring.copy(j, events, j);
        }
        runAt = 0;
        next = 0;
        literals = 0;
    }

    private void recur() {
        int j = runAt;
        key = ring.key[j];
        address = ring.address[j];
        int kind = kind();
        int row = ring.row[j];
        for (int i = 0; i < EventForm.values(kind); i++) {
            values[i] = ring.more(j, i) + (last[row + i] & EventForm.base(kind, i));
            last[row + i] = values[i];
        }
        bytesAt = ring.bytesAt(j);
        bytesLength = ring.bytesLength(j);
        runAt = j + 1 == period ? 0 : j + 1;
        runLeft--;
        advance(ring.delta[j]);
    }

    private void advance(long delta) {
        count += delta;
        ordinal = delta == 0 ? ordinal + 1 : 0;
        decoded++;
        if (decoded > header.events() || count > header.lastCount() || delta < 0) {
            throw new MalformedBatchException(here("an event lies beyond the batch"));
        }
    }

    private void image() {
        if (imageCount == BatchEncoder.MAX_IMAGES) {
            throw new MalformedBatchException(here("it has too many images"));
        }
        images = Arrays.copyOf(images, 32 * (imageCount + 1));
        System.arraycopy(in, at, images, 32 * imageCount, 32);
        at += 32;
        imageCount++;
        literals = 0;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedBatchException(here("a number is too long"));
    }

    private int bounded(long value, int limit, String what) {
        if (value < 0 || value >= limit) {
            throw new MalformedBatchException(here(what + " " + value + " does not exist"));
        }
        return (int) value;
    }

    private String here(String what) {
        return "batch " + header.sequence() + " is malformed after " + decoded + " events, at count " + count + ": "
                + what;
    }

    private static long unzigzag(long v) {
        return v >>> 1 ^ -(v & 1);
    }
}
