package dev.trapline.emu.mmu;

import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import org.jspecify.annotations.Nullable;

/** A pCPU's accesses to devices, told to its observer. What no device answers is a synchronous external abort. */
final class DeviceAccess {
    private final Bus bus;
    private Bus.@Nullable Mapping last;

    DeviceAccess(Bus bus) {
        this.bus = bus;
    }

    /** Reads 1, 2, 4 or 8 bytes; what is not a naturally aligned word or less goes in pieces. */
    long read(Cpu s, int va, long pa, int size) {
        if (size == 8) {
            return read(s, va, pa, 4) | read(s, va + 4, pa + 4, 4) << 32;
        }
        if ((pa & size - 1) != 0) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value |= read(s, va + i, pa + i, 1) << 8 * i;
            }
            return value;
        }
        Bus.Mapping m = at(s, va, pa, false);
        long value = m.device().read((int) (pa - m.base()), size, s.index);
        s.observer.deviceRead(m.device(), s.index, pa, size, value);
        return value;
    }

    void write(Cpu s, int va, long pa, int size, long value) {
        if (size == 8) {
            write(s, va, pa, 4, value & 0xffff_ffffL);
            write(s, va + 4, pa + 4, 4, value >>> 32);
            return;
        }
        if ((pa & size - 1) != 0) {
            for (int i = 0; i < size; i++) {
                write(s, va + i, pa + i, 1, value >>> 8 * i & 0xff);
            }
            return;
        }
        Bus.Mapping m = at(s, va, pa, true);
        s.observer.deviceWrite(m.device(), s.index, pa, size, value);
        m.device().write((int) (pa - m.base()), size, value, s.index);
    }

    private Bus.Mapping at(Cpu s, int va, long pa, boolean write) {
        Bus.Mapping m = last;
        if (m == null || pa - m.base() < 0 || pa - m.base() >= m.size()) {
            m = bus.deviceAt(pa);
            if (m == null) {
                s.fault.set(va, FaultStatus.EXTERNAL, write);
                throw GuestException.DATA_ABORT;
            }
            last = m;
        }
        return m;
    }
}
