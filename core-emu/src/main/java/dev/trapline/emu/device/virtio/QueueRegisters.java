package dev.trapline.emu.device.virtio;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The queue registers of a virtio MMIO transport, in both layouts (virtio 1.2 4.2.2 and 4.2.4): a driver selects a queue, says
 * where its parts lie, and puts it into use or out of it.
 */
final class QueueRegisters implements Snapshottable {
    private final VirtioMmio transport;
    private final VirtioDevice device;
    private final Virtqueue[] queues;
    private final int[] queueAlign;
    private final int[] queuePfn;
    private int queueSel;
    private int guestPageSize;

    QueueRegisters(VirtioMmio transport, VirtioDevice device) {
        this.transport = transport;
        this.device = device;
        this.queues = new Virtqueue[device.queueCount()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new Virtqueue(transport.bus(), device.queueSize());
        }
        this.queueAlign = new int[queues.length];
        this.queuePfn = new int[queues.length];
    }

    int count() {
        return queues.length;
    }

    Virtqueue queue(int index) {
        return queues[index];
    }

    /** Takes every queue out of use and forgets where it lay. */
    void reset() {
        queueSel = 0;
        guestPageSize = 0;
        for (int i = 0; i < queues.length; i++) {
            queues[i].reset();
            queueAlign[i] = 0;
            queuePfn[i] = 0;
        }
    }

    /** QueueSel. */
    void select(int value) {
        queueSel = value;
    }

    private @Nullable Virtqueue selected() {
        return queueSel >= 0 && queueSel < queues.length ? queues[queueSel] : null;
    }

    /** The selected queue while it may be set up; null, and told, while there is none or it is in use. */
    private @Nullable Virtqueue beingSetUp() {
        Virtqueue q = selected();
        if (q == null) {
            mistake("queue " + (queueSel & 0xffff_ffffL) + " set up, which does not exist; ignored");
            return null;
        }
        if (q.isReady()) {
            mistake("queue " + queueSel + " changed while in use; ignored");
            return null;
        }
        return q;
    }

    int readNumMax() {
        Virtqueue q = selected();
        return q == null ? 0 : q.maxSize();
    }

    void writeNum(int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setSize(value);
        }
    }

    int readReady() {
        Virtqueue q = selected();
        return q != null && q.isReady() ? 1 : 0;
    }

    void writeReady(int value) {
        if ((value & 1) == 0) {
            stopSelected();
            return;
        }
        Virtqueue q = beingSetUp();
        if (q != null) {
            start(q);
        }
    }

    private void start(Virtqueue q) {
        String wrong =
                q.start(transport.accepted(VirtioMmio.F_INDIRECT_DESC), transport.accepted(VirtioMmio.F_EVENT_IDX));
        if (wrong != null) {
            mistake(wrong + "; queue " + queueSel + " not started");
        }
    }

    private void stopSelected() {
        Virtqueue q = selected();
        if (q != null && q.isReady()) {
            q.stop();
            device.stopped(queueSel);
        }
    }

    private static long half(long before, int index, int value) {
        return index == 0 ? before & ~0xffff_ffffL | value & 0xffff_ffffL : before & 0xffff_ffffL | (long) value << 32;
    }

    void writeDescriptors(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setDescriptors(half(q.descriptors(), index, value));
        }
    }

    void writeAvailable(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setAvailable(half(q.available(), index, value));
        }
    }

    void writeUsed(int index, int value) {
        Virtqueue q = beingSetUp();
        if (q != null) {
            q.setUsed(half(q.used(), index, value));
        }
    }

    void writePageSize(int value) {
        if (value <= 0 || Integer.bitCount(value) != 1) {
            mistake("a page size of " + (value & 0xffff_ffffL) + "; ignored");
        } else {
            guestPageSize = value;
        }
    }

    void writeAlign(int value) {
        if (beingSetUp() == null) {
            return;
        }
        if (value < 4 || Integer.bitCount(value) != 1) {
            mistake("a used ring alignment of " + (value & 0xffff_ffffL) + "; ignored");
        } else {
            queueAlign[queueSel] = value;
        }
    }

    int readPfn() {
        return selected() == null ? 0 : queuePfn[queueSel];
    }

    /** Places all three parts of a queue by one page number (virtio 1.2 2.7.2 Legacy Interfaces), or stops the queue. */
    void writePfn(int value) {
        if (value == 0) {
            stopSelected();
            if (selected() != null) {
                queuePfn[queueSel] = 0;
            }
            return;
        }
        Virtqueue q = beingSetUp();
        if (q == null) {
            return;
        }
        int align = queueAlign[queueSel] == 0 ? 4096 : queueAlign[queueSel];
        long base = (value & 0xffff_ffffL) * (guestPageSize == 0 ? 4096 : guestPageSize);
        long available = base + 16L * q.size();
        long end = available + 2L * (3 + q.size());
        q.setDescriptors(base);
        q.setAvailable(available);
        q.setUsed(end + align - 1 & -(long) align);
        start(q);
        if (q.isReady()) {
            queuePfn[queueSel] = value;
        }
    }

    private void mistake(String what) {
        transport.diagnostics().guestMistake(transport.name(), what);
    }

    @Override
    public void save(StateWriter out) {
        out.int32(queueSel);
        out.int32(guestPageSize);
        out.int32s(queueAlign);
        out.int32s(queuePfn);
        for (Virtqueue q : queues) {
            q.save(out);
        }
    }

    @Override
    public void restore(StateReader in) {
        queueSel = in.int32();
        guestPageSize = in.int32();
        in.int32s(queueAlign);
        in.int32s(queuePfn);
        for (Virtqueue q : queues) {
            q.restore(in);
        }
    }
}
