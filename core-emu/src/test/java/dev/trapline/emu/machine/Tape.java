package dev.trapline.emu.machine;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceEffects;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.DeviceFeed;
import dev.trapline.emu.port.Observer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The least of a recorder: everything observed, in order, as text; and a replayer that feeds what devices did and holds
 * everything else against the tape.
 */
final class Tape {
    /** One thing that happened; {@code effect} does it again if it was a device's doing, {@code read} is what was read. */
    record Entry(long count, String what, Effect effect, long read, long skippedTo) {}

    interface Effect {
        void again(DeviceEffects effects);
    }

    private static final Effect NO_EFFECT = effects -> {};
    private static final long NO_SKIP = -1;
    private static final String KEYS = "keys ";

    final List<Entry> entries = new ArrayList<>();

    /** An observer that fills the tape. */
    Observer recorder(LongSupplier count) {
        return new Telling() {
            @Override
            void told(String what, Effect effect, long read, long skippedTo) {
                entries.add(new Entry(count.getAsLong(), what, effect, read, skippedTo));
            }
        };
    }

    /** Plays the tape to a machine without devices. */
    final class Player extends Telling implements DeviceFeed {
        private final LongSupplier count;
        private int at;
        private @Nullable DeviceEffects effects;

        Player(LongSupplier count) {
            this.count = count;
        }

        int at() {
            return at;
        }

        void rewind(int to) {
            at = to;
        }

        @Override
        void told(String what, Effect effect, long read, long skippedTo) {
            Entry e = at < entries.size() ? entries.get(at) : new Entry(-1, "nothing more", NO_EFFECT, 0, NO_SKIP);
            if (e.count != count.getAsLong() || !e.what.equals(what)) {
                throw new AssertionError("entry " + at + ": expected " + e.what + " at " + e.count + ", came " + what
                        + " at " + count.getAsLong());
            }
            at++;
        }

        @SuppressWarnings("ReferenceEquality") // the one effect that is none
        private boolean isEffect(int i) {
            return i < entries.size() && entries.get(i).effect != NO_EFFECT;
        }

        @Override
        public void attach(DeviceEffects to) {
            effects = to;
        }

        @Override
        public long nextCount() {
            for (int i = at; i < entries.size(); i++) {
                if (isEffect(i)) {
                    return entries.get(i).count;
                }
            }
            return Long.MAX_VALUE;
        }

        @Override
        public void deliver(long now) {
            while (isEffect(at) && entries.get(at).count == now) {
                entries.get(at).effect.again(Objects.requireNonNull(effects));
            }
        }

        @Override
        public long sleepUntil(long nowNs, long nextNs) {
            long to = at < entries.size() ? entries.get(at).skippedTo : NO_SKIP;
            return to == NO_SKIP ? nextNs : to;
        }

        @Override
        public boolean mayStillCome() {
            return at < entries.size();
        }

        @Override
        public long read(int cpu, long pa, int size) {
            deliver(count.getAsLong());
            return entries.get(at).read;
        }

        @Override
        public void written(int cpu, long pa, int size) {
            deliver(count.getAsLong());
        }

        @Override
        public byte[] unreadKeys() {
            deliver(count.getAsLong());
            String what = at < entries.size() ? entries.get(at).what : "";
            return what.startsWith(KEYS) ? HexFormat.of().parseHex(what.substring(KEYS.length())) : new byte[0];
        }
    }

    /** Every observation as one line. */
    private abstract static class Telling implements Observer {
        abstract void told(String what, Effect effect, long read, long skippedTo);

        private void check(String format, Object... values) {
            told(String.format(format, values), NO_EFFECT, 0, NO_SKIP);
        }

        private void fed(Effect effect, String format, Object... values) {
            told(String.format(format, values), effect, 0, NO_SKIP);
        }

        @Override
        public void exceptionTaken(
                int cpu, int vector, int from, int to, int syndrome, int address, int hpfar, int returnAddress) {
            check(
                    "cpu%d exception %x %x>%x %x %x %x %x",
                    cpu, vector, from, to, syndrome, address, hpfar, returnAddress);
        }

        @Override
        public void hypervisorCalled(int cpu, CallAbi.Way way, int immediate, int returnAddress, int[] r) {
            check("cpu%d %s %x %x %s", cpu, way, immediate, returnAddress, Arrays.toString(Arrays.copyOf(r, 13)));
        }

        @Override
        public void leftHyp(int cpu, int toMode, int address, int[] r) {
            check("cpu%d left hyp for %x %x %s", cpu, toMode, address, Arrays.toString(Arrays.copyOf(r, 15)));
        }

        @Override
        public void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {
            check("cpu%d firmware %x %x %x %x = %x", cpu, function, arg1, arg2, arg3, result);
        }

        @Override
        public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
            told(String.format("cpu%d read %x/%d %x", cpu, pa, size, value), NO_EFFECT, value, NO_SKIP);
        }

        @Override
        public void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {
            check("cpu%d write %x/%d %x", cpu, pa, size, value);
        }

        @Override
        public void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            fed(e -> e.writeMemory(pa, copy, 0, copy.length), "memory %x %s", pa, Arrays.hashCode(copy));
        }

        @Override
        public void deviceWroteOwnMemory(long pa, byte[] bytes, int offset, int length) {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            fed(e -> e.writeOwnMemory(pa, copy, 0, copy.length), "own memory %x %s", pa, Arrays.hashCode(copy));
        }

        @Override
        public void ownMemoryRouted(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
            fed(
                    e -> e.routeOwnMemory(pa, length, loadsToDevice, storesToDevice),
                    "routed %x %x %b %b",
                    pa,
                    length,
                    loadsToDevice,
                    storesToDevice);
        }

        @Override
        public void lineChanged(int intid, boolean high) {
            fed(e -> e.setLine(intid - 32, high), "line %d %b", intid, high);
        }

        @Override
        public void privateLineChanged(int cpu, int intid, boolean high) {
            check("cpu%d line %d %b", cpu, intid, high);
        }

        @Override
        public void timerWritten(int cpu, int register, long value) {
            check("cpu%d timer %x %x", cpu, register, value);
        }

        @Override
        public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
            check("cpu%d acknowledged %d %b", cpu, intid, virtual);
        }

        @Override
        public void interruptEnded(int cpu, int intid, boolean virtual) {
            check("cpu%d ended %d %b", cpu, intid, virtual);
        }

        @Override
        public void interruptInjected(int cpu, int virtualIntid) {
            check("cpu%d injected %d", cpu, virtualIntid);
        }

        @Override
        public void sleeps(int cpu, boolean forEvent) {
            check("cpu%d sleeps %b", cpu, forEvent);
        }

        @Override
        public void woke(int cpu) {
            check("cpu%d woke", cpu);
        }

        @Override
        public void timeSkipped(long nowNs) {
            told("time " + nowNs, NO_EFFECT, 0, nowNs);
        }

        @Override
        public void powered(int cpu, boolean on, int entry) {
            check("cpu%d powered %b %x", cpu, on, entry);
        }

        @Override
        public void semihostingCall(int cpu, int operation, int handle, int result) {
            check("cpu%d semihosting %x of %d = %x", cpu, operation, handle, result);
        }

        @Override
        public void keysTakenFromUart(byte[] keys) {
            check("%s", KEYS + HexFormat.of().formatHex(keys));
        }

        @Override
        public void worldSwitch(int cpu, long vttbr) {
            check("cpu%d world %x", cpu, vttbr);
        }
    }
}
