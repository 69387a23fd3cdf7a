package dev.trapline.emu.device;

import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.time.Deadlines;
import java.util.ArrayList;
import java.util.List;

/** A machine's side of the device bus with nothing behind it: memory, a clock that a test moves, lines it can look at. */
public final class FakeDeviceBus implements DeviceBus, Diagnostics {
    public static final long RAM = 0x4000_0000L;

    public final PhysicalMemory memory = new PhysicalMemory();
    public final Clock clock = new Clock(1);
    public final Deadlines deadlines = new Deadlines(clock);
    public final boolean[] lines = new boolean[64];
    public final List<String> told = new ArrayList<>();

    public FakeDeviceBus() {
        memory.addRegion("ram", RAM, 1 << 20);
        memory.addRegion("flash0", 0, 64 << 20);
    }

    /** Lets virtual time pass to {@code ns}, every deadline on the way at its own time. */
    public void advanceTo(long ns) {
        while (deadlines.next() <= ns) {
            clock.skipTo(deadlines.next());
            deadlines.runDue();
        }
        clock.skipTo(ns);
    }

    public void advance(long ns) {
        advanceTo(clock.nowNs() + ns);
    }

    /** Lets time pass until nothing is due any more. */
    public void settle() {
        while (deadlines.next() != Deadlines.NEVER) {
            advanceTo(deadlines.next());
        }
    }

    /** A device's bytes together with the clock and deadlines it lives on. */
    public byte[] save(Snapshottable device) {
        StateWriter out = new StateWriter();
        out.part("clock", clock);
        out.part("deadlines", deadlines);
        out.part("device", device);
        return out.toByteArray();
    }

    public void restore(byte[] state, Snapshottable device) {
        StateReader in = new StateReader(state);
        in.part("clock", clock);
        in.part("deadlines", deadlines);
        in.part("device", device);
    }

    @Override
    public boolean readMemory(long pa, byte[] to, int offset, int length) {
        return memory.read(pa, to, offset, length);
    }

    @Override
    public boolean writeMemory(long pa, byte[] from, int offset, int length) {
        return pa >= RAM && pa + length <= RAM + (1 << 20) && writeOwnMemory(pa, from, offset, length);
    }

    @Override
    public boolean writeOwnMemory(long pa, byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) {
            int frame = memory.frameAt(pa + i);
            if (frame < 0) {
                return false;
            }
            memory.writable(frame)[(int) (pa + i) & PhysicalMemory.FRAME_SIZE - 1] = from[offset + i];
        }
        return true;
    }

    @Override
    public void routeOwnMemory(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        int first = memory.frameAt(pa);
        int count = (int) (length >>> PhysicalMemory.FRAME_SHIFT);
        int set = (loadsToDevice ? PhysicalMemory.READ_FROM_DEVICE : 0)
                | (storesToDevice ? PhysicalMemory.WRITE_TO_DEVICE : 0);
        memory.setFlags(first, count, set);
        memory.clearFlags(first, count, (PhysicalMemory.READ_FROM_DEVICE | PhysicalMemory.WRITE_TO_DEVICE) & ~set);
    }

    @Override
    public void setLine(int spi, boolean high) {
        lines[spi] = high;
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

    @Override
    public void notImplemented(String part, String what) {
        told.add("not implemented: " + part + ": " + what);
    }

    @Override
    public void guestMistake(String part, String what) {
        told.add("guest mistake: " + part + ": " + what);
    }
}
