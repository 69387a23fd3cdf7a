package dev.trapline.emu.machine;

import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;

/** The device bus of a machine: where devices meet memory, interrupt controller and time. */
final class MachineBus implements DeviceBus {
    private final PhysicalMemory memory;
    private final Clock clock;
    private final Deadlines deadlines;
    private final Gic gic;
    private final Observer observer;

    MachineBus(PhysicalMemory memory, Clock clock, Deadlines deadlines, Gic gic, Observer observer) {
        this.memory = memory;
        this.clock = clock;
        this.deadlines = deadlines;
        this.gic = gic;
        this.observer = observer;
    }

    @Override
    public boolean readMemory(long pa, byte[] to, int offset, int length) {
        return memory.read(pa, to, offset, length);
    }

    @Override
    public boolean writeMemory(long pa, byte[] from, int offset, int length) {
        if (!isRam(pa, length) || !memory.write(pa, from, offset, length)) {
            return false;
        }
        observer.deviceWroteMemory(pa, from, offset, length);
        return true;
    }

    private boolean isRam(long pa, int length) {
        for (long at = pa & -PhysicalMemory.FRAME_SIZE; at < pa + length; at += PhysicalMemory.FRAME_SIZE) {
            int frame = memory.frameAt(at);
            if (frame < 0 || (memory.flags(frame) & PhysicalMemory.WRITE_TO_DEVICE) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean writeOwnMemory(long pa, byte[] from, int offset, int length) {
        if (!memory.write(pa, from, offset, length)) {
            return false;
        }
        observer.deviceWroteMemory(pa, from, offset, length);
        return true;
    }

    @Override
    public void routeOwnMemory(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        int first = memory.frameAt(pa);
        if (first < 0) {
            throw new IllegalArgumentException("a device owns no memory at 0x" + Long.toHexString(pa));
        }
        int count = Math.toIntExact(length >>> PhysicalMemory.FRAME_SHIFT);
        int on = (loadsToDevice ? PhysicalMemory.READ_FROM_DEVICE : 0)
                | (storesToDevice ? PhysicalMemory.WRITE_TO_DEVICE : 0);
        int both = PhysicalMemory.READ_FROM_DEVICE | PhysicalMemory.WRITE_TO_DEVICE;
        memory.clearFlags(first, count, both & ~on);
        memory.setFlags(first, count, on);
    }

    @Override
    public void setLine(int spi, boolean high) {
        gic.setSpi(spi, high);
    }

    @Override
    public long nowNs() {
        return clock.nowNs();
    }

    @Override
    public int claimDeadline(String name, Runnable action) {
        return deadlines.claim(name, action);
    }

    @Override
    public void setDeadline(int slot, long atNs) {
        deadlines.set(slot, atNs);
    }
}
