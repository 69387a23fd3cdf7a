package dev.trapline.emu.device.virtio;

import dev.trapline.emu.device.Latency;
import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.device.disk.OverlayDisk;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The block device (virtio 1.2 5.2) over an {@link OverlayDisk}, which is saved by its owner, not here.
 *
 * <p>A request is taken when the driver notifies, and carried out, data and all, when its latency has passed; requests end in the
 * order they came. Those under way are part of the state.
 */
public final class VirtioBlock extends VirtioDevice {
    private static final int SECTOR = DiskImage.SECTOR;

    // virtio 1.2 5.2.3
    private static final long F_SEG_MAX = 1L << 2;
    private static final long F_RO = 1L << 5;
    private static final long F_BLK_SIZE = 1L << 6;
    private static final long F_FLUSH = 1L << 9;
    private static final long F_DISCARD = 1L << 13;
    private static final long F_WRITE_ZEROES = 1L << 14;

    // virtio 1.2 5.2.6
    private static final int T_IN = 0;
    private static final int T_OUT = 1;
    private static final int T_FLUSH = 4;
    private static final int T_GET_ID = 8;
    private static final int T_DISCARD = 11;
    private static final int T_WRITE_ZEROES = 13;
    private static final int HEADER = 16;
    private static final int ID_BYTES = 20;
    private static final int RANGE_BYTES = 16;

    private static final int S_OK = 0;
    private static final int S_IOERR = 1;
    private static final int S_UNSUPP = 2;

    /** Most sectors one discard or write-zeroes range may have. */
    private static final int MOST_ZEROED = 1 << 16;

    private static final int BUFFER = 64 << 10;

    /** One request that was taken and not given back yet. */
    private static final class Request {
        final Chain chain = new Chain();
        long dueNs;
    }

    private final OverlayDisk disk;
    private final boolean readOnly;
    private final byte[] serial;
    private final Latency latency;
    private final byte[] config = new byte[60];
    private final byte[] header = new byte[HEADER];
    private final byte[] buffer = new byte[BUFFER];
    private final Deque<Request> underWay = new ArrayDeque<>();
    private final Deque<Request> spare = new ArrayDeque<>();
    private int slot;

    /**
     * @param readOnly refuse writes, and say so to the driver
     * @param serial what the driver gets as the disk's ID: up to 20 ASCII characters
     */
    public VirtioBlock(OverlayDisk disk, boolean readOnly, String serial, Latency latency) {
        byte[] id = serial.getBytes(StandardCharsets.US_ASCII);
        if (id.length > ID_BYTES) {
            throw new IllegalArgumentException("a disk's serial has up to 20 characters: " + serial);
        }
        this.disk = disk;
        this.readOnly = readOnly;
        this.serial = new byte[ID_BYTES];
        System.arraycopy(id, 0, this.serial, 0, id.length);
        this.latency = latency;
        // virtio 1.2 5.2.4
        LittleEndian.setInt64(config, 0, disk.size() / SECTOR);
        LittleEndian.setInt32(config, 12, queueSize() - 2); // seg_max: a header and a status go with them
        LittleEndian.setInt32(config, 20, SECTOR);
        LittleEndian.setInt32(config, 36, MOST_ZEROED);
        LittleEndian.setInt32(config, 40, 1);
        LittleEndian.setInt32(config, 44, 1);
        LittleEndian.setInt32(config, 48, MOST_ZEROED);
        LittleEndian.setInt32(config, 52, 1);
        config[56] = 1; // write_zeroes_may_unmap
    }

    @Override
    int deviceId() {
        return 2;
    }

    @Override
    long features() {
        return F_SEG_MAX | F_BLK_SIZE | F_FLUSH | (readOnly ? F_RO : F_DISCARD | F_WRITE_ZEROES);
    }

    @Override
    int queueCount() {
        return 1;
    }

    @Override
    byte[] config() {
        return config;
    }

    @Override
    void attached() {
        slot = transport().bus().claimDeadline(transport().name() + " completion", this::complete);
    }

    @Override
    void notified(int index) {
        Virtqueue queue = transport().queue(0);
        long now = transport().bus().nowNs();
        while (true) {
            Request request = spare.isEmpty() ? new Request() : spare.remove();
            if (!queue.pop(request.chain)) {
                spare.add(request);
                break;
            }
            if (underWay.size() == queue.size()) {
                queue.fail("more requests under way than the queue has entries");
                break;
            }
            long last = underWay.isEmpty() ? 0 : underWay.getLast().dueNs;
            request.dueNs = Math.max(last, now + latency.nextNs());
            underWay.add(request);
        }
        if (!underWay.isEmpty()) {
            transport().bus().setDeadline(slot, underWay.getFirst().dueNs);
        }
        transport().used(queue);
    }

    private void complete() {
        Virtqueue queue = transport().queue(0);
        long now = transport().bus().nowNs();
        while (!underWay.isEmpty() && underWay.getFirst().dueNs <= now) {
            Request request = underWay.remove();
            if (queue.fault() == null) {
                serve(queue, request.chain);
            }
            spare.add(request);
        }
        transport().bus().setDeadline(slot, underWay.isEmpty() ? Deadlines.NEVER : underWay.getFirst().dueNs);
        transport().used(queue);
    }

    /** Carries one request out and gives it back. */
    private void serve(Virtqueue queue, Chain chain) {
        if (chain.readableBytes() < HEADER || chain.writableBytes() < 1) {
            queue.fail("a block request without a header or a status byte");
            return;
        }
        if (!chain.read(queue, 0, header, 0, HEADER)) {
            return;
        }
        int type = LittleEndian.int32(header, 0);
        long sector = LittleEndian.int64(header, 8);
        long room = chain.writableBytes() - 1;
        long written = 0;
        int status = switch (type) {
            case T_IN -> {
                int s = readSectors(queue, chain, sector, room);
                written = s == S_OK ? room : 0;
                yield s;
            }
            case T_OUT -> writeSectors(queue, chain, sector, chain.readableBytes() - HEADER);
            case T_FLUSH -> S_OK; // what is written is in the overlay already
            case T_GET_ID -> {
                int n = (int) Math.min(ID_BYTES, room);
                chain.write(queue, 0, serial, 0, n);
                written = n;
                yield S_OK;
            }
            case T_DISCARD, T_WRITE_ZEROES -> readOnly ? S_IOERR : zero(queue, chain);
            default -> S_UNSUPP;
        };
        header[0] = (byte) status;
        if (queue.fault() == null && chain.write(queue, room, header, 0, 1)) {
            queue.push(chain.head(), written + 1);
        }
    }

    private boolean onDisk(long sector, long bytes) {
        long sectors = disk.size() / SECTOR;
        return bytes % SECTOR == 0 && sector >= 0 && sector <= sectors && bytes / SECTOR <= sectors - sector;
    }

    private int readSectors(Virtqueue queue, Chain chain, long sector, long bytes) {
        if (!onDisk(sector, bytes)) {
            return S_IOERR;
        }
        for (long done = 0; done < bytes; done += BUFFER) {
            int n = (int) Math.min(BUFFER, bytes - done);
            disk.read(sector * SECTOR + done, buffer, 0, n);
            if (!chain.write(queue, done, buffer, 0, n)) {
                return S_IOERR;
            }
        }
        return S_OK;
    }

    private int writeSectors(Virtqueue queue, Chain chain, long sector, long bytes) {
        if (readOnly || !onDisk(sector, bytes)) {
            return S_IOERR;
        }
        for (long done = 0; done < bytes; done += BUFFER) {
            int n = (int) Math.min(BUFFER, bytes - done);
            if (!chain.read(queue, HEADER + done, buffer, 0, n)) {
                return S_IOERR;
            }
            disk.write(sector * SECTOR + done, buffer, 0, n);
        }
        return S_OK;
    }

    /** Discard and write-zeroes both: a discarded range may read as anything, and zeroes are the same every time. */
    private int zero(Virtqueue queue, Chain chain) {
        if (chain.readableBytes() - HEADER != RANGE_BYTES) {
            return S_UNSUPP; // max_discard_seg and max_write_zeroes_seg are 1
        }
        byte[] range = buffer;
        if (!chain.read(queue, HEADER, range, 0, RANGE_BYTES)) {
            return S_IOERR;
        }
        long sector = LittleEndian.int64(range, 0);
        long sectors = LittleEndian.int32(range, 8) & 0xffff_ffffL;
        if ((LittleEndian.int32(range, 12) & ~1) != 0) {
            return S_UNSUPP; // reserved flags
        }
        if (sectors > MOST_ZEROED || !onDisk(sector, sectors * SECTOR)) {
            return S_IOERR;
        }
        disk.zero(sector * SECTOR, sectors * SECTOR);
        return S_OK;
    }

    @Override
    void reset() {
        forget();
    }

    @Override
    void stopped(int queue) {
        forget();
    }

    private void forget() {
        spare.addAll(underWay);
        underWay.clear();
        transport().bus().setDeadline(slot, Deadlines.NEVER);
    }

    @Override
    public void save(StateWriter out) {
        latency.save(out);
        out.int32(underWay.size());
        for (Request request : underWay) {
            out.int64(request.dueNs);
            request.chain.save(out);
        }
    }

    @Override
    public void restore(StateReader in) {
        latency.restore(in);
        int n = in.int32();
        in.expect(n >= 0 && n <= queueSize(), n + " block requests under way");
        underWay.clear();
        for (int i = 0; i < n; i++) {
            Request request = new Request();
            request.dueNs = in.int64();
            request.chain.restore(in);
            underWay.add(request);
        }
    }
}
