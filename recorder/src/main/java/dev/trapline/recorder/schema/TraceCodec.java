package dev.trapline.recorder.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which field of each event goes where in its key and values: writing and reading, side by side. */
final class TraceCodec {
    private TraceCodec() {}

    /** The key of an event: kind, pCPU and small fields. */
    static long key(EventKind kind, int cpu, long small) {
        if (((cpu + 1 & -1024) | (small & 0xffff_0000_0000_0000L)) != 0) {
            throw new IllegalArgumentException(kind.word() + ": pCPU " + cpu + " or another field is out of range");
        }
        return kind.number() | (cpu + 1L) << 6 | small << 16;
    }

    /** Writing. */
    static final class Encoder implements TraceSink {
        private static final byte[] NO_BYTES = new byte[0];

        private final BatchEncoder out;
        private final byte[] hash = new byte[16];

        Encoder(BatchEncoder out) {
            this.out = out;
        }

        @Override
        public void exceptionTaken(
                long count,
                int cpu,
                int vector,
                int fromMode,
                int toMode,
                int syndrome,
                long faultAddress,
                long intermediateAddress,
                long returnAddress) {
            long small = (vector & 0xffffL) << 32 | (fromMode & 0xffffL) << 16 | toMode & 0xffffL;
            out.values[0] = syndrome & 0xffff_ffffL;
            out.values[1] = faultAddress;
            out.values[2] = intermediateAddress;
            out.values[3] = returnAddress;
            out.put(count, key(EventKind.EXCEPTION_TAKEN, cpu, small), 0, NO_BYTES, 0, 0);
        }

        @Override
        public void call(
                long count,
                int cpu,
                CallKind kind,
                int immediate,
                int number,
                long[] arguments,
                int argumentCount,
                byte[] captured,
                int capturedOffset,
                int capturedLength,
                int fullLength) {
            if (argumentCount < 0 || argumentCount > MAX_ARGUMENTS) {
                throw new IllegalArgumentException(argumentCount + " arguments");
            }
            if (capturedLength > MAX_CAPTURED || fullLength < capturedLength) {
                throw new IllegalArgumentException(capturedLength + " bytes captured of " + fullLength);
            }
            check(captured, capturedOffset, capturedLength);
            for (int i = 0; i < MAX_ARGUMENTS; i++) {
                out.values[i] = i < argumentCount ? arguments[i] : 0;
            }
            out.values[8] = (long) fullLength - capturedLength;
            long small = kind.ordinal() | (long) argumentCount << 4 | (immediate & 0xffff_ffffL) << 8;
            long key = key(EventKind.CALL, cpu, small);
            out.put(count, key, number & 0xffff_ffffL, captured, capturedOffset, capturedLength);
        }

        @Override
        public void callReturn(
                long count, int cpu, CallKind kind, int number, int resultCount, long result0, long result1) {
            if (resultCount < 0 || resultCount > 2) {
                throw new IllegalArgumentException(resultCount + " results");
            }
            out.values[0] = resultCount > 0 ? result0 : 0;
            out.values[1] = resultCount > 1 ? result1 : 0;
            long key = key(EventKind.CALL_RETURN, cpu, kind.ordinal() | resultCount << 4);
            out.put(count, key, number & 0xffff_ffffL, NO_BYTES, 0, 0);
        }

        @Override
        public boolean again(long count) {
            return out.again(count);
        }

        @Override
        public void deviceRead(long count, int cpu, int device, long pa, int size, long value) {
            out.put(count, key(EventKind.DEVICE_READ, cpu, access(device, size)), pa, value);
        }

        @Override
        public void deviceWrite(long count, int cpu, int device, long pa, int size, long value) {
            out.put(count, key(EventKind.DEVICE_WRITE, cpu, access(device, size)), pa, value);
        }

        @Override
        public void complexRead(long count, int cpu, long pa, int size, long value) {
            out.put(count, key(EventKind.COMPLEX_READ, cpu, access(0, size)), pa, value);
        }

        @Override
        public void complexWrite(long count, int cpu, long pa, int size, long value) {
            out.put(count, key(EventKind.COMPLEX_WRITE, cpu, access(0, size)), pa, value);
        }

        private static long access(int device, int size) {
            if ((device & -1024 | size & -16) != 0) {
                throw new IllegalArgumentException("device " + device + ", access of " + size + " bytes");
            }
            return (long) device << 4 | size;
        }

        @Override
        public void timerWrite(long count, int cpu, int register, long value) {
            out.put(count, key(EventKind.TIMER_WRITE, cpu, register), 0, value);
        }

        @Override
        public void line(long count, int intid, boolean high) {
            out.put(count, key(EventKind.LINE, -1, flagged(intid, high)), 0, 0);
        }

        @Override
        public void privateLine(long count, int cpu, int intid, boolean high) {
            out.put(count, key(EventKind.PRIVATE_LINE, cpu, flagged(intid, high)), 0, 0);
        }

        @Override
        public void acknowledged(long count, int cpu, int intid, boolean virtual) {
            out.put(count, key(EventKind.ACKNOWLEDGED, cpu, flagged(intid, virtual)), 0, 0);
        }

        @Override
        public void ended(long count, int cpu, int intid, boolean virtual) {
            out.put(count, key(EventKind.ENDED, cpu, flagged(intid, virtual)), 0, 0);
        }

        @Override
        public void injected(long count, int cpu, int intid, boolean virtual) {
            out.put(count, key(EventKind.INJECTED, cpu, flagged(intid, virtual)), 0, 0);
        }

        private static long flagged(int intid, boolean flag) {
            return (long) intid << 1 | (flag ? 1 : 0);
        }

        @Override
        public void memoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
            check(bytes, offset, length);
            out.values[0] = pa;
            out.put(count, key(EventKind.MEMORY_WRITTEN, -1, 0), 0, bytes, offset, length);
        }

        @Override
        public void memoryWrittenFromImage(long count, long pa, byte[] sha256, long imageOffset, long length) {
            if (sha256.length != 32) {
                throw new IllegalArgumentException("a SHA-256 of " + sha256.length + " bytes");
            }
            int image = out.image(count, sha256);
            out.values[0] = pa;
            out.values[1] = imageOffset;
            out.values[2] = length;
            out.put(count, key(EventKind.MEMORY_WRITTEN_FROM_IMAGE, -1, image), 0, NO_BYTES, 0, 0);
        }

        @Override
        public void ownMemoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
            check(bytes, offset, length);
            out.values[0] = pa;
            out.put(count, key(EventKind.OWN_MEMORY_WRITTEN, -1, 0), 0, bytes, offset, length);
        }

        @Override
        public void ownMemoryRouted(long count, long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
            out.values[0] = pa;
            out.values[1] = length;
            long small = (loadsToDevice ? 1 : 0) | (storesToDevice ? 2 : 0);
            out.put(count, key(EventKind.OWN_MEMORY_ROUTED, -1, small), 0, NO_BYTES, 0, 0);
        }

        @Override
        public void worldSwitch(long count, int cpu, long vttbr) {
            out.put(count, key(EventKind.WORLD_SWITCH, cpu, 0), 0, vttbr);
        }

        @Override
        public void sleep(long count, int cpu, SleepKind kind) {
            out.put(count, key(EventKind.SLEEP, cpu, kind.ordinal()), 0, 0);
        }

        @Override
        public void wake(long count, int cpu) {
            out.put(count, key(EventKind.WAKE, cpu, 0), 0, 0);
        }

        @Override
        public void timeSkipped(long count, long toNs) {
            out.put(count, key(EventKind.TIME_SKIPPED, -1, 0), 0, toNs);
            out.timeSkipped(count, toNs);
        }

        @Override
        public void console(long count, int byteValue) {
            out.put(count, key(EventKind.CONSOLE, -1, 0), 0, byteValue & 0xff);
        }

        @Override
        public void input(long count, InputKind kind, int index, byte[] bytes, int offset, int length) {
            check(bytes, offset, length);
            long key = key(EventKind.INPUT, -1, kind.ordinal() | (long) index << 8);
            out.put(count, key, 0, bytes, offset, length);
        }

        @Override
        public void power(long count, int cpu, boolean on, long entry) {
            out.put(count, key(EventKind.POWER, cpu, on ? 1 : 0), 0, entry);
        }

        @Override
        public void machineEnd(long count, EndKind kind) {
            out.put(count, key(EventKind.MACHINE_END, -1, kind.ordinal()), 0, 0);
        }

        @Override
        public void reset(long count) {
            out.put(count, key(EventKind.RESET, -1, 0), 0, 0);
        }

        @Override
        public void stateHash(long count, long hi, long lo, int dirtyPages) {
            for (int i = 0; i < 8; i++) {
                hash[i] = (byte) (hi >>> 8 * i);
                hash[8 + i] = (byte) (lo >>> 8 * i);
            }
            out.values[0] = dirtyPages & 0xffff_ffffL;
            out.put(count, key(EventKind.STATE_HASH, -1, 0), 0, hash, 0, hash.length);
        }

        @Override
        public void semihosting(
                long count, int cpu, int operation, int handle, long result, byte[] bytes, int offset, int length) {
            check(bytes, offset, length);
            out.values[0] = handle & 0xffff_ffffL;
            out.values[1] = result;
            long key = key(EventKind.SEMIHOSTING, cpu, operation & 0xffff_ffffL);
            out.put(count, key, 0, bytes, offset, length);
        }

        @Override
        public void model(long count, int cpu, int modelKind, byte[] bytes, int offset, int length) {
            check(bytes, offset, length);
            out.put(count, key(EventKind.MODEL, cpu, modelKind), 0, bytes, offset, length);
        }

        @Override
        public void note(long count, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.put(count, key(EventKind.NOTE, -1, 0), 0, bytes, 0, Math.min(bytes.length, MAX_BYTES));
        }

        private static void check(byte[] bytes, int offset, int length) {
            if (length < 0 || length > MAX_BYTES || offset < 0 || offset > bytes.length - length) {
                throw new IllegalArgumentException("a piece of " + length + " bytes, at most " + MAX_BYTES
                        + " can be told at once, of an array of " + bytes.length + " from " + offset);
            }
        }
    }

    /** Reading: the event a decoder stands at. */
    static TraceEvent event(BatchDecoder in) {
        TracePosition at = in.position();
        int cpu = in.cpu();
        long small = in.small();
        long address = in.address;
        long value = in.values[0];
        return switch (kind(in)) {
            case EXCEPTION_TAKEN ->
                new TraceEvent.ExceptionTaken(
                        at,
                        cpu,
                        (int) (small >>> 32),
                        (int) (small >>> 16 & 0xffff),
                        (int) (small & 0xffff),
                        (int) value,
                        in.values[1],
                        in.values[2],
                        in.values[3]);
            case CALL ->
                new TraceEvent.Call(
                        at,
                        cpu,
                        one(CallKind.values(), small & 0xf),
                        (int) (small >>> 8),
                        (int) address,
                        list(in, (int) (small >>> 4 & 0xf)),
                        in.bytes(),
                        in.bytesLength + (int) in.values[8]);
            case CALL_RETURN ->
                new TraceEvent.CallReturn(at, cpu, one(CallKind.values(), small & 0xf), (int) address, list(in, (int)
                        (small >>> 4 & 0xf)));
            case DEVICE_READ ->
                new TraceEvent.DeviceRead(at, cpu, (int) (small >>> 4), address, (int) small & 0xf, value);
            case DEVICE_WRITE ->
                new TraceEvent.DeviceWrite(at, cpu, (int) (small >>> 4), address, (int) small & 0xf, value);
            case COMPLEX_READ -> new TraceEvent.ComplexRead(at, cpu, address, (int) small & 0xf, value);
            case COMPLEX_WRITE -> new TraceEvent.ComplexWrite(at, cpu, address, (int) small & 0xf, value);
            case TIMER_WRITE -> new TraceEvent.TimerWrite(at, cpu, (int) small, value);
            case LINE -> new TraceEvent.Line(at, (int) (small >>> 1), flag(small));
            case PRIVATE_LINE -> new TraceEvent.PrivateLine(at, cpu, (int) (small >>> 1), flag(small));
            case ACKNOWLEDGED -> new TraceEvent.Acknowledged(at, cpu, (int) (small >>> 1), flag(small));
            case ENDED -> new TraceEvent.Ended(at, cpu, (int) (small >>> 1), flag(small));
            case INJECTED -> new TraceEvent.Injected(at, cpu, (int) (small >>> 1), flag(small));
            case MEMORY_WRITTEN -> new TraceEvent.MemoryWritten(at, value, in.bytes());
            case MEMORY_WRITTEN_FROM_IMAGE ->
                new TraceEvent.MemoryWrittenFromImage(at, value, in.image(small), in.values[1], in.values[2]);
            case OWN_MEMORY_WRITTEN -> new TraceEvent.OwnMemoryWritten(at, value, in.bytes());
            case OWN_MEMORY_ROUTED ->
                new TraceEvent.OwnMemoryRouted(at, value, in.values[1], flag(small), flag(small >>> 1));
            case WORLD_SWITCH -> new TraceEvent.WorldSwitch(at, cpu, value);
            case SLEEP -> new TraceEvent.Sleep(at, cpu, one(SleepKind.values(), small));
            case WAKE -> new TraceEvent.Wake(at, cpu);
            case TIME_SKIPPED -> new TraceEvent.TimeSkipped(at, value);
            case CONSOLE -> new TraceEvent.Console(at, (int) value);
            case INPUT ->
                new TraceEvent.Input(at, one(InputKind.values(), small & 0xff), (int) (small >>> 8), in.bytes());
            case POWER -> new TraceEvent.Power(at, cpu, flag(small), value);
            case MACHINE_END -> new TraceEvent.MachineEnd(at, one(EndKind.values(), small));
            case RESET -> new TraceEvent.Reset(at);
            case STATE_HASH -> new TraceEvent.StateHash(at, int64(in, 0), int64(in, 8), (int) value);
            case SEMIHOSTING -> new TraceEvent.Semihosting(at, cpu, (int) small, (int) value, in.values[1], in.bytes());
            case MODEL -> new TraceEvent.Model(at, cpu, (int) small, in.bytes());
            case NOTE -> new TraceEvent.Note(at, in.bytes().asUtf8());
        };
    }

    static EventKind kind(BatchDecoder in) {
        return EventKind.all().get(in.kind() - 1);
    }

    private static boolean flag(long small) {
        return (small & 1) != 0;
    }

    private static List<Long> list(BatchDecoder in, int length) {
        if (length > TraceSink.MAX_ARGUMENTS) {
            throw new MalformedBatchException(length + " arguments at count " + in.count());
        }
        List<Long> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(in.values[i]);
        }
        return List.copyOf(list);
    }

    private static long int64(BatchDecoder in, int from) {
        if (in.bytesLength != 16) {
            throw new MalformedBatchException("a state hash of " + in.bytesLength + " bytes at count " + in.count());
        }
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (in.buffer()[in.bytesAt + from + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    private static <E extends Enum<E>> E one(E[] all, long ordinal) {
        if (ordinal < 0 || ordinal >= all.length) {
            throw new MalformedBatchException("there is no " + ordinal + " of " + Arrays.toString(all));
        }
        return all[(int) ordinal];
    }
}
