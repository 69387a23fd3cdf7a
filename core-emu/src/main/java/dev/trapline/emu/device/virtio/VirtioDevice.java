package dev.trapline.emu.device.virtio;

import dev.trapline.emu.snapshot.Snapshottable;
import org.jspecify.annotations.Nullable;

/** What stands behind a virtio transport: one kind of device, knowing its queues and its configuration only. */
public abstract class VirtioDevice implements Snapshottable {
    static final byte[] NO_CONFIG = new byte[0];

    private @Nullable VirtioMmio transport;

    VirtioDevice() {}

    /** The transport this device stands behind. */
    final VirtioMmio transport() {
        VirtioMmio t = transport;
        if (t == null) {
            throw new IllegalStateException("a virtio device without a transport");
        }
        return t;
    }

    final void attach(VirtioMmio to) {
        if (transport != null) {
            throw new IllegalStateException(to.name() + ": the device is behind another transport already");
        }
        transport = to;
        attached();
    }

    /** Whether it was put behind a transport yet: nothing can reach it before. */
    final boolean isAttached() {
        return transport != null;
    }

    /** virtio 1.2 5: 1 network, 2 block, 4 entropy. */
    abstract int deviceId();

    /** Feature bits of this kind of device (below bit 28); the transport adds those of the ring. */
    abstract long features();

    abstract int queueCount();

    /** Largest size of every queue, a power of two. */
    int queueSize() {
        return 256;
    }

    /** Configuration space as its bytes now are; what lies beyond reads as zero. */
    abstract byte[] config();

    /** A write to configuration space; false if nothing there can be written. */
    boolean writeConfig(int offset, int size, long value) {
        return false;
    }

    /** Called once, when the device was put behind its transport. */
    void attached() {}

    /** The driver made buffers available in this queue, or might have. */
    abstract void notified(int queue);

    /** Forgets all that is under way: the driver reset the device. */
    abstract void reset();

    /** Forgets what is under way in one queue: the driver took it out of use. */
    abstract void stopped(int queue);
}
