package dev.trapline.emu.machine;

import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The device bus of a machine: where devices meet memory, interrupt controller and time. Its state is where accesses to
 * memory that belongs to devices go.
 */
final class MachineBus implements DeviceBus, Snapshottable {
    /** One device's own memory, and where pCPUs' accesses to it go. */
    private record Route(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {}

    private static final int MOST_ROUTES = 64;

    private final List<Route> routes = new ArrayList<>();
    private final PhysicalMemory memory;
    private final Clock clock;
    private final Deadlines deadlines;
    private final Gic gic;
    Observer observer = Observer.NONE;

    /** @param deadlines the devices' */
    MachineBus(PhysicalMemory memory, Clock clock, Deadlines deadlines, Gic gic) {
        this.memory = memory;
        this.clock = clock;
        this.deadlines = deadlines;
        this.gic = gic;
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
        observer.deviceWroteOwnMemory(pa, from, offset, length);
        return true;
    }

    @Override
    public void routeOwnMemory(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        Route route = new Route(pa, length, loadsToDevice, storesToDevice);
        if (routes.contains(route)) {
            return;
        }
        routes.removeIf(r -> r.pa == pa);
        routes.add(route);
        apply(route);
        observer.ownMemoryRouted(pa, length, loadsToDevice, storesToDevice);
    }

    private void apply(Route route) {
        int first = memory.frameAt(route.pa);
        if (first < 0) {
            throw new IllegalArgumentException("a device owns no memory at 0x" + Long.toHexString(route.pa));
        }
        int count = Math.toIntExact(route.length >>> PhysicalMemory.FRAME_SHIFT);
        int on = (route.loadsToDevice ? PhysicalMemory.READ_FROM_DEVICE : 0)
                | (route.storesToDevice ? PhysicalMemory.WRITE_TO_DEVICE : 0);
        int both = PhysicalMemory.READ_FROM_DEVICE | PhysicalMemory.WRITE_TO_DEVICE;
        memory.clearFlags(first, count, both & ~on);
        memory.setFlags(first, count, on);
    }

    @Override
    public void save(StateWriter out) {
        List<Route> ordered = new ArrayList<>(routes);
        ordered.sort(Comparator.comparingLong(Route::pa));
        out.int32(ordered.size());
        for (Route r : ordered) {
            out.int64(r.pa);
            out.int64(r.length);
            out.bool(r.loadsToDevice);
            out.bool(r.storesToDevice);
        }
    }

    @Override
    public void restore(StateReader in) {
        routes.clear();
        int n = in.int32();
        in.expect(n >= 0 && n <= MOST_ROUTES, n + " devices with memory of their own");
        for (int i = 0; i < n; i++) {
            Route r = new Route(in.int64(), in.int64(), in.bool(), in.bool());
            in.expect(
                    memory.frameAt(r.pa) >= 0 && r.length > 0 && memory.frameAt(r.pa + r.length - 1) >= 0,
                    String.format("a device's own memory at 0x%x, where there is none", r.pa));
            routes.add(r);
            apply(r);
        }
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
