package dev.trapline.emu.device.virtio;

import dev.trapline.emu.device.SeededGenerator;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/** The entropy device (virtio 1.2 5.4); its entropy is the machine's seed, so that a run can be repeated. */
public final class VirtioRng extends VirtioDevice {
    /** A driver that asks for more gets this many bytes, as it must expect (virtio 1.2 5.4.6). */
    private static final int MOST = 4096;

    private final SeededGenerator generator;
    private final byte[] bytes = new byte[MOST];
    private final Chain chain = new Chain();

    public VirtioRng(long seed) {
        this.generator = new SeededGenerator(seed);
    }

    @Override
    int deviceId() {
        return 4;
    }

    @Override
    long features() {
        return 0;
    }

    @Override
    int queueCount() {
        return 1;
    }

    @Override
    byte[] config() {
        return NO_CONFIG;
    }

    @Override
    void notified(int index) {
        VirtioMmio transport = transport();
        Virtqueue queue = transport.queue(0);
        while (queue.pop(chain)) {
            int n = (int) Math.min(MOST, chain.writableBytes());
            generator.fill(bytes, 0, n);
            if (!chain.write(queue, 0, bytes, 0, n)) {
                break;
            }
            queue.push(chain.head(), n);
        }
        transport.used(queue);
    }

    /** A reset does not turn the entropy back. */
    @Override
    void reset() {}

    @Override
    void stopped(int queue) {}

    @Override
    public void save(StateWriter out) {
        generator.save(out);
    }

    @Override
    public void restore(StateReader in) {
        generator.restore(in);
    }
}
