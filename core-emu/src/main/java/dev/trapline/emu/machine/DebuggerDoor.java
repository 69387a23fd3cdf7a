package dev.trapline.emu.machine;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.view.MachineView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The door through which a debugger writes into a machine that stands still. What it writes comes from outside (law 2), so
 * it is told to the observer, and can be done again from that.
 */
public final class DebuggerDoor {
    private final MachineView view;
    private final Observer observer;

    DebuggerDoor(MachineView view, Observer observer) {
        this.view = view;
        this.observer = observer;
    }

    /**
     * Writes a register.
     *
     * @param number as {@link MachineView#registers} has it
     * @param value little-endian
     * @throws DebugException if it cannot be written, or not so
     */
    public void register(int cpu, int number, byte[] value) {
        view.write(cpu, number, value);
        ByteBuffer told = little(Integer.BYTES + value.length);
        told.putInt(number).put(value);
        observer.input(Observer.Input.DEBUGGER_REGISTER, cpu, told.array());
    }

    /** Writes physical memory within one page; false if there is no RAM. */
    public boolean physical(long pa, byte[] bytes) {
        if (view.memory().writePhysical(pa, bytes, 0, bytes.length) != bytes.length) {
            return false;
        }
        ByteBuffer told = little(Long.BYTES + bytes.length);
        told.putLong(pa).put(bytes);
        observer.input(Observer.Input.DEBUGGER_MEMORY, 0, told.array());
        return true;
    }

    /**
     * Does again what {@link Observer#input} was told of a register.
     *
     * @throws DebugException if it cannot be
     */
    public void registerAgain(int cpu, byte[] told) {
        if (told.length < Integer.BYTES || cpu < 0 || cpu >= view.cpuCount()) {
            throw new DebugException("no register is named");
        }
        register(cpu, ByteBuffer.wrap(told).order(ByteOrder.LITTLE_ENDIAN).getInt(), rest(told, Integer.BYTES));
    }

    /**
     * Does again what {@link Observer#input} was told of memory.
     *
     * @throws DebugException if it cannot be
     */
    public void memoryAgain(byte[] told) {
        if (told.length < Long.BYTES
                || !physical(
                        ByteBuffer.wrap(told).order(ByteOrder.LITTLE_ENDIAN).getLong(), rest(told, Long.BYTES))) {
            throw new DebugException("there is no such memory");
        }
    }

    private static byte[] rest(byte[] told, int from) {
        return Arrays.copyOfRange(told, from, told.length);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
