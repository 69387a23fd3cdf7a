package dev.trapline.recorder.write;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.semihosting.Operation;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Clock;
import dev.trapline.recorder.disks.BlockReads;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link TraceSink} what a machine lets be observed. Recording and checking a replay both go through here, so
 * that what is compared is what was written.
 *
 * <p>Calls to a hypervisor are paired with their answers: a call of a vCPU is open until Hyp mode is left for the
 * instruction behind it and that vCPU, on whatever pCPU.
 */
public final class TraceObserver implements Observer, Snapshottable {
    private static final byte[] NOTHING = {};
    private static final int ARGUMENTS = 6;
    private static final long NO_SKIP = -1;
    /** In place of a device's index: a register of the GIC. */
    private static final int ARCHITECTURE = -1;

    private final TraceSink sink;
    private final OpenCalls open = new OpenCalls();
    private final long[] arguments = new long[TraceSink.MAX_ARGUMENTS];
    private final List<BoardDevice> board = VirtBoard.devices();
    private final CallAbi calls;
    private final CallCapture capture = new CallCapture();
    private final EventCounts counts = new EventCounts();
    /** Mode bits from which a pCPU took its last exception. */
    private final int[] fromMode;

    private BlockReads known = new BlockReads();

    private @Nullable Machine machine;
    private @Nullable Clock clock;
    /** Virtual time up to which sleep went on, not told yet: several skips with nothing between are one. */
    private long skippedTo = NO_SKIP;

    private @Nullable BusDevice lastDevice;
    private int lastIndex;

    /** Whether the last that was told is a device read, of {@link #lastDevice} and as follows. */
    private boolean readLast;

    private int readCpu;
    private long readPa;
    private int readSize;
    private long readValue;

    /** @param calls what is captured of calls */
    public TraceObserver(TraceSink sink, int cpus, CallAbi calls) {
        this.sink = sink;
        this.calls = calls;
        fromMode = new int[cpus];
    }

    /** Names the machine, which exists only after its ports; until then nothing happens. */
    public void attach(Machine built) {
        machine = built;
        clock = built.clock();
        capture.attach(built.callers());
    }

    /** Bytes that were read so are told as the image's from now on. */
    void know(BlockReads reads) {
        known = reads;
    }

    EventCounts counts() {
        return counts;
    }

    /** Tells what was held back: to be called before anything else is told to the sink. */
    public void flush() {
        readLast = false;
        if (skippedTo != NO_SKIP) {
            long to = skippedTo;
            skippedTo = NO_SKIP;
            sink.timeSkipped(count(), to);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.int64(skippedTo);
        open.save(out);
    }

    @Override
    public void restore(StateReader in) {
        readLast = false;
        skippedTo = in.int64();
        open.restore(in);
    }

    private long count() {
        return clock == null ? 0 : clock.count;
    }

    private long now() {
        flush();
        return count();
    }

    @Override
    public void exceptionTaken(
            int cpu, int vector, int from, int toMode, int syndrome, int address, int hpfar, int returnAddress) {
        counts.exceptionTaken(cpu, vector, from, toMode, syndrome, address, hpfar, returnAddress);
        fromMode[cpu] = from;
        // HPFAR holds IPA[39:12] from bit 4 up; the offset in the page is the virtual address's.
        long ipa = hpfar == 0 ? 0 : (hpfar & 0xffff_fff0L) << 8 | address & 0xfff;
        sink.exceptionTaken(
                now(), cpu, vector, from, toMode, syndrome, unsigned(address), ipa, unsigned(returnAddress));
    }

    @Override
    public void hypervisorCalled(int cpu, CallAbi.Way way, int immediate, int returnAddress, int[] r) {
        CallKind kind = way == CallAbi.Way.SMC ? CallKind.SMC : CallKind.HVC;
        int number = r[calls.numberRegister(immediate)];
        int first = calls.firstArgument(immediate);
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments[i] = unsigned(r[first + i]);
        }
        if (fromMode[cpu] != Mode.HYP) {
            // A hypervisor that calls itself does not leave Hyp mode with the answer.
            open.made(cp15(cpu), cpu, returnAddress, kind, number);
        }
        capture.begin(cpu, fromMode[cpu]);
        calls.capture(kind.way(), immediate, number, arguments, capture);
        sink.call(
                now(),
                cpu,
                kind,
                immediate,
                number,
                arguments,
                ARGUMENTS,
                capture.bytes,
                0,
                capture.length,
                capture.fullLength);
    }

    @Override
    public void leftHyp(int cpu, int toMode, int address, int[] r) {
        int at = open.answered(cp15(cpu), cpu, address);
        if (at >= 0) {
            sink.callReturn(now(), cpu, open.kind(at), open.number(at), 2, unsigned(r[0]), unsigned(r[1]));
            open.remove(at);
        }
    }

    private Cp15 cp15(int cpu) {
        if (machine == null) {
            throw new IllegalStateException("no machine is attached");
        }
        return machine.cpu(cpu).cp15;
    }

    @Override
    public void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {
        arguments[0] = unsigned(arg1);
        arguments[1] = unsigned(arg2);
        arguments[2] = unsigned(arg3);
        sink.call(now(), cpu, CallKind.PSCI, 0, function, arguments, 3, NOTHING, 0, 0, 0);
        sink.callReturn(now(), cpu, CallKind.PSCI, function, 1, unsigned(result), 0);
    }

    @Override
    public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
        counts.deviceRead(device, cpu, pa, size, value);
        if (isLastRead(device, cpu, pa, size, value) && skippedTo == NO_SKIP && sink.again(count())) {
            return;
        }
        int index = index(device, pa);
        if (index == ARCHITECTURE) {
            sink.complexRead(now(), cpu, pa, size, value);
        } else {
            sink.deviceRead(now(), cpu, index, pa, size, value);
        }
        readLast = true;
        readCpu = cpu;
        readPa = pa;
        readSize = size;
        readValue = value;
    }

    @SuppressWarnings("ReferenceEquality") // as for index
    private boolean isLastRead(BusDevice device, int cpu, long pa, int size, long value) {
        return readLast
                && value == readValue
                && pa == readPa
                && device == lastDevice
                && cpu == readCpu
                && size == readSize;
    }

    @Override
    public void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {
        counts.deviceWrite(device, cpu, pa, size, value);
        int index = index(device, pa);
        if (index == ARCHITECTURE) {
            sink.complexWrite(now(), cpu, pa, size, value);
        } else {
            sink.deviceWrite(now(), cpu, index, pa, size, value);
        }
    }

    /** The device's place in the board's list, or {@link #ARCHITECTURE}. */
    @SuppressWarnings("ReferenceEquality") // the same device as last time, as it nearly always is
    private int index(BusDevice device, long pa) {
        if (device != lastDevice) {
            lastDevice = device;
            lastIndex = device.isArchitecture() ? ARCHITECTURE : find(pa);
        }
        return lastIndex;
    }

    private int find(long pa) {
        int index = 0;
        while (index < board.size() && !holds(board.get(index), pa)) {
            index++;
        }
        return index;
    }

    private static boolean holds(BoardDevice place, long pa) {
        return pa >= place.base() && pa < place.end();
    }

    @Override
    public void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {
        counts.deviceWroteMemory(pa, bytes, offset, length);
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, TraceSink.MAX_BYTES);
            if (known.find(bytes, offset + done, n)) {
                n = known.length();
                sink.memoryWrittenFromImage(now(), pa + done, known.sha256(), known.offset(), n);
            } else {
                sink.memoryWritten(now(), pa + done, bytes, offset + done, n);
            }
            done += n;
        }
    }

    @Override
    public void deviceWroteOwnMemory(long pa, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += TraceSink.MAX_BYTES) {
            sink.ownMemoryWritten(now(), pa + done, bytes, offset + done, Math.min(length - done, TraceSink.MAX_BYTES));
        }
    }

    @Override
    public void ownMemoryRouted(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        sink.ownMemoryRouted(now(), pa, length, loadsToDevice, storesToDevice);
    }

    @Override
    public void lineChanged(int intid, boolean high) {
        sink.line(now(), intid, high);
    }

    @Override
    public void privateLineChanged(int cpu, int intid, boolean high) {
        sink.privateLine(now(), cpu, intid, high);
    }

    @Override
    public void timerWritten(int cpu, int register, long value) {
        sink.timerWrite(now(), cpu, register, value);
    }

    @Override
    public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
        counts.interruptAcknowledged(cpu, intid, virtual);
        sink.acknowledged(now(), cpu, intid, virtual);
    }

    @Override
    public void interruptEnded(int cpu, int intid, boolean virtual) {
        sink.ended(now(), cpu, intid, virtual);
    }

    @Override
    public void interruptInjected(int cpu, int virtualIntid) {
        sink.injected(now(), cpu, virtualIntid, true);
    }

    @Override
    public void sleeps(int cpu, boolean forEvent) {
        sink.sleep(now(), cpu, forEvent ? SleepKind.WFE : SleepKind.WFI);
    }

    @Override
    public void woke(int cpu) {
        sink.wake(now(), cpu);
    }

    @Override
    public void timeSkipped(long nowNs) {
        skippedTo = nowNs;
    }

    @Override
    public void powered(int cpu, boolean on, int entry) {
        sink.power(now(), cpu, on, unsigned(entry));
    }

    @Override
    public void worldSwitch(int cpu, long vttbr) {
        sink.worldSwitch(now(), cpu, vttbr);
    }

    @Override
    public void semihostingCall(int cpu, int operation, int handle, int result) {
        sink.semihosting(now(), cpu, operation, handle, result, NOTHING, 0, 0);
    }

    @Override
    public void keysTakenFromUart(byte[] keys) {
        hostAnswered(Operation.SYS_READC, 0, keys.length, keys, keys.length);
    }

    /** What a semihosting call learnt from outside; {@code bytes} as {@link TraceSink#semihosting} says. */
    void hostAnswered(Operation operation, int handle, long result, byte[] bytes, int length) {
        sink.semihosting(now(), TraceSink.OUTSIDE, operation.number(), handle, result, bytes, 0, length);
    }

    @Override
    public void consoleOutput(int byteValue) {
        sink.console(now(), byteValue);
    }

    @Override
    public void input(Input kind, int index, byte[] bytes) {
        counts.input(kind, index, bytes);
        InputKind recorded = switch (kind) {
            case CONSOLE_KEY -> InputKind.CONSOLE_KEY;
            case NETWORK_FRAME -> InputKind.NETWORK_FRAME;
            case DEBUGGER_REGISTER -> InputKind.DEBUGGER_REGISTERS;
            case DEBUGGER_MEMORY -> InputKind.DEBUGGER_MEMORY;
        };
        sink.input(now(), recorded, index, bytes, 0, bytes.length);
    }

    private static long unsigned(int word) {
        return word & 0xffff_ffffL;
    }
}
