package dev.trapline.replay.session;

import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.recorder.schema.TraceSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds each thing a machine does against the recording's next event, and stops at the first that is not the same. Events
 * that a machine run again does not tell are passed over, what was printed on the way to the console.
 */
final class Checker implements TraceSink {
    private static final int SHOWN_BEFORE = 10;
    private static final int UNKNOWN_DEVICE = -1;
    private static final byte[] NOTHING = {};

    private final EventWindow window;
    private final IntConsumer console;
    private final boolean liveDevices;
    private final Function<ByteString, byte[]> images;
    private final LongSupplier count;
    private final PrintedAhead printed = new PrintedAhead();

    /**
     * @param liveDevices whether devices run, and print by themselves
     * @param images the bytes of an image by its SHA-256
     * @param count the machine's, now
     */
    Checker(
            EventWindow window,
            IntConsumer console,
            boolean liveDevices,
            Function<ByteString, byte[]> images,
            LongSupplier count) {
        this.window = window;
        this.console = console;
        this.liveDevices = liveDevices;
        this.images = images;
        this.count = count;
    }

    /** The machine became another: what was printed on the way to here no longer counts. */
    void forget() {
        printed.clear();
    }

    /** The next event that is to recur, or that the session or the feed sees to; null at the end. */
    @Nullable
    TraceEvent expected() {
        while (true) {
            TraceEvent e = window.peek();
            // What a program will print by itself, by semihosting, is not printed before it.
            boolean passed = e instanceof TraceEvent.Note
                    || !liveDevices && e instanceof TraceEvent.Console && e.at().count() <= count.getAsLong();
            if (!passed) {
                return e;
            }
            if (e instanceof TraceEvent.Console c) {
                console.accept(c.byteValue());
                printed.add(c.at().count(), c.byteValue());
            }
            window.take();
        }
    }

    /**
     * What to throw where the machine and the recording part.
     *
     * @param came what the machine did; null if it did not do what was expected
     * @return a {@link DivergenceException}, or a {@link LogEndedException} if the recording has no more to part from
     */
    RuntimeException diverged(long count, @Nullable TraceEvent came) {
        if (expected() == null) {
            return new LogEndedException();
        }
        List<TraceEvent> before = new ArrayList<>();
        for (int back = SHOWN_BEFORE; back > 0; back--) {
            TraceEvent e = window.taken(back);
            if (e != null) {
                before.add(e);
            }
        }
        return new DivergenceException(
                new Divergence(count, Optional.ofNullable(expected()), Optional.ofNullable(came), before));
    }

    /** As {@link #diverged}, by a read that the recording has not, and whose value is therefore unknown. */
    RuntimeException divergedAtRead(long count, int cpu, long pa, int size) {
        return diverged(count, new TraceEvent.DeviceRead(at(count), cpu, UNKNOWN_DEVICE, pa, size, 0));
    }

    /** As {@link #diverged}, by a question to the host's files that the recording has not, and no answer to it. */
    RuntimeException divergedAtFile(long at, int operation, int handle, ByteString asked) {
        return diverged(at, new TraceEvent.Semihosting(at(at), TraceSink.OUTSIDE, operation, handle, 0, asked));
    }

    /** Where something that happens now stands, if it is what is expected. */
    private TracePosition at(long count) {
        TraceEvent e = expected();
        if (e != null && e.at().count() == count) {
            return e.at();
        }
        return new TracePosition(e == null ? 0 : e.at().number(), count, 0, 0);
    }

    private void check(TraceEvent came) {
        if (!came.equals(expected())) {
            throw diverged(came.at().count(), came);
        }
        window.take();
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
        check(new TraceEvent.ExceptionTaken(
                at(count), cpu, vector, fromMode, toMode, syndrome, faultAddress, intermediateAddress, returnAddress));
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
        List<Long> given = new ArrayList<>(argumentCount);
        for (int i = 0; i < argumentCount; i++) {
            given.add(arguments[i]);
        }
        check(new TraceEvent.Call(
                at(count),
                cpu,
                kind,
                immediate,
                number,
                given,
                ByteString.of(captured, capturedOffset, capturedLength),
                fullLength));
    }

    @Override
    public void callReturn(
            long count, int cpu, CallKind kind, int number, int resultCount, long result0, long result1) {
        List<Long> results = List.of(result0, result1).subList(0, resultCount);
        check(new TraceEvent.CallReturn(at(count), cpu, kind, number, results));
    }

    @Override
    public void deviceRead(long count, int cpu, int device, long pa, int size, long value) {
        // Loops that poll make millions of these: no record where it agrees.
        if (expected() instanceof TraceEvent.DeviceRead e
                && e.at().count() == count
                && e.cpu() == cpu
                && e.device() == device
                && e.pa() == pa
                && e.size() == size
                && e.value() == value) {
            window.take();
            return;
        }
        check(new TraceEvent.DeviceRead(at(count), cpu, device, pa, size, value));
    }

    @Override
    public void deviceWrite(long count, int cpu, int device, long pa, int size, long value) {
        check(new TraceEvent.DeviceWrite(at(count), cpu, device, pa, size, value));
    }

    @Override
    public void complexRead(long count, int cpu, long pa, int size, long value) {
        check(new TraceEvent.ComplexRead(at(count), cpu, pa, size, value));
    }

    @Override
    public void complexWrite(long count, int cpu, long pa, int size, long value) {
        check(new TraceEvent.ComplexWrite(at(count), cpu, pa, size, value));
    }

    @Override
    public void timerWrite(long count, int cpu, int register, long value) {
        check(new TraceEvent.TimerWrite(at(count), cpu, register, value));
    }

    @Override
    public void line(long count, int intid, boolean high) {
        check(new TraceEvent.Line(at(count), intid, high));
    }

    @Override
    public void privateLine(long count, int cpu, int intid, boolean high) {
        check(new TraceEvent.PrivateLine(at(count), cpu, intid, high));
    }

    @Override
    public void acknowledged(long count, int cpu, int intid, boolean virtual) {
        check(new TraceEvent.Acknowledged(at(count), cpu, intid, virtual));
    }

    @Override
    public void ended(long count, int cpu, int intid, boolean virtual) {
        check(new TraceEvent.Ended(at(count), cpu, intid, virtual));
    }

    @Override
    public void injected(long count, int cpu, int intid, boolean virtual) {
        check(new TraceEvent.Injected(at(count), cpu, intid, virtual));
    }

    @Override
    public void memoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        // The recording may have it in pieces, of which some are stored with the disk they were read from.
        for (int done = 0; done < length; ) {
            TraceEvent e = expected();
            byte[] had = e == null || e.at().count() != count ? NOTHING : written(e, pa + done);
            if (had.length == 0
                    || had.length > length - done
                    || !Arrays.equals(had, 0, had.length, bytes, offset + done, offset + done + had.length)) {
                ByteString rest = ByteString.of(bytes, offset + done, length - done);
                throw diverged(count, new TraceEvent.MemoryWritten(at(count), pa + done, rest));
            }
            window.take();
            done += had.length;
        }
    }

    /** What an event wrote to an address; nothing if it did not. */
    private byte[] written(TraceEvent e, long pa) {
        if (e instanceof TraceEvent.MemoryWritten w && w.pa() == pa) {
            return w.bytes().toArray();
        }
        if (e instanceof TraceEvent.MemoryWrittenFromImage w && w.pa() == pa) {
            int from = Math.toIntExact(w.imageOffset());
            return Arrays.copyOfRange(images.apply(w.sha256()), from, Math.toIntExact(from + w.length()));
        }
        return NOTHING;
    }

    @Override
    public void memoryWrittenFromImage(long count, long pa, byte[] sha256, long imageOffset, long length) {
        check(new TraceEvent.MemoryWrittenFromImage(at(count), pa, ByteString.of(sha256), imageOffset, length));
    }

    @Override
    public void ownMemoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        check(new TraceEvent.OwnMemoryWritten(at(count), pa, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void ownMemoryRouted(long count, long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        check(new TraceEvent.OwnMemoryRouted(at(count), pa, length, loadsToDevice, storesToDevice));
    }

    @Override
    public void worldSwitch(long count, int cpu, long vttbr) {
        check(new TraceEvent.WorldSwitch(at(count), cpu, vttbr));
    }

    @Override
    public void sleep(long count, int cpu, SleepKind kind) {
        check(new TraceEvent.Sleep(at(count), cpu, kind));
    }

    @Override
    public void wake(long count, int cpu) {
        check(new TraceEvent.Wake(at(count), cpu));
    }

    @Override
    public void timeSkipped(long count, long toNs) {
        check(new TraceEvent.TimeSkipped(at(count), toNs));
    }

    @Override
    public void console(long count, int byteValue) {
        if (liveDevices) {
            check(new TraceEvent.Console(at(count), byteValue));
            console.accept(byteValue);
            return;
        }
        expected();
        if (!printed.take(count, byteValue)) {
            throw diverged(count, new TraceEvent.Console(at(count), byteValue));
        }
    }

    @Override
    public void input(long count, InputKind kind, int index, byte[] bytes, int offset, int length) {
        check(new TraceEvent.Input(at(count), kind, index, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void power(long count, int cpu, boolean on, long entry) {
        check(new TraceEvent.Power(at(count), cpu, on, entry));
    }

    @Override
    public void machineEnd(long count, EndKind kind) {
        check(new TraceEvent.MachineEnd(at(count), kind));
    }

    @Override
    public void reset(long count) {
        check(new TraceEvent.Reset(at(count)));
    }

    @Override
    public void stateHash(long count, long hi, long lo, int dirtyPages) {
        // How many pages were written is told to people; a replay that began elsewhere counts others.
        if (expected() instanceof TraceEvent.StateHash e && e.at().count() == count && e.hi() == hi && e.lo() == lo) {
            window.take();
            return;
        }
        throw diverged(count, new TraceEvent.StateHash(at(count), hi, lo, dirtyPages));
    }

    @Override
    public void semihosting(
            long count, int cpu, int operation, int handle, long result, byte[] bytes, int offset, int length) {
        check(new TraceEvent.Semihosting(
                at(count), cpu, operation, handle, result, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void model(long count, int cpu, int modelKind, byte[] bytes, int offset, int length) {
        check(new TraceEvent.Model(at(count), cpu, modelKind, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void note(long count, String text) {}
}
