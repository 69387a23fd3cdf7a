package dev.trapline.recorder.schema;

import java.util.ArrayList;
import java.util.List;

/** Makes the records that reading must give, from the calls alone: what every reading is compared with. */
public final class EventCollector implements TraceSink {
    private final List<TraceEvent> events = new ArrayList<>();
    private final long insnNs;
    private long skippedNs;
    private long lastCount = -1;
    private int ordinal;

    public EventCollector(long insnNs) {
        this.insnNs = insnNs;
    }

    public List<TraceEvent> events() {
        return events;
    }

    private TracePosition at(long count) {
        ordinal = count == lastCount ? ordinal + 1 : 0;
        lastCount = count;
        return new TracePosition(events.size() + 1, count, ordinal, count * insnNs + skippedNs);
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
        events.add(new TraceEvent.ExceptionTaken(
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
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < argumentCount; i++) {
            list.add(arguments[i]);
        }
        ByteString bytes = ByteString.of(captured, capturedOffset, capturedLength);
        events.add(new TraceEvent.Call(at(count), cpu, kind, immediate, number, List.copyOf(list), bytes, fullLength));
    }

    @Override
    public void callReturn(
            long count, int cpu, CallKind kind, int number, int resultCount, long result0, long result1) {
        List<Long> results = List.of(result0, result1).subList(0, resultCount);
        events.add(new TraceEvent.CallReturn(at(count), cpu, kind, number, List.copyOf(results)));
    }

    @Override
    public void deviceRead(long count, int cpu, int device, long pa, int size, long value) {
        events.add(new TraceEvent.DeviceRead(at(count), cpu, device, pa, size, value));
    }

    @Override
    public void deviceWrite(long count, int cpu, int device, long pa, int size, long value) {
        events.add(new TraceEvent.DeviceWrite(at(count), cpu, device, pa, size, value));
    }

    @Override
    public void complexRead(long count, int cpu, long pa, int size, long value) {
        events.add(new TraceEvent.ComplexRead(at(count), cpu, pa, size, value));
    }

    @Override
    public void complexWrite(long count, int cpu, long pa, int size, long value) {
        events.add(new TraceEvent.ComplexWrite(at(count), cpu, pa, size, value));
    }

    @Override
    public void timerWrite(long count, int cpu, int register, long value) {
        events.add(new TraceEvent.TimerWrite(at(count), cpu, register, value));
    }

    @Override
    public void line(long count, int intid, boolean high) {
        events.add(new TraceEvent.Line(at(count), intid, high));
    }

    @Override
    public void privateLine(long count, int cpu, int intid, boolean high) {
        events.add(new TraceEvent.PrivateLine(at(count), cpu, intid, high));
    }

    @Override
    public void acknowledged(long count, int cpu, int intid, boolean virtual) {
        events.add(new TraceEvent.Acknowledged(at(count), cpu, intid, virtual));
    }

    @Override
    public void ended(long count, int cpu, int intid, boolean virtual) {
        events.add(new TraceEvent.Ended(at(count), cpu, intid, virtual));
    }

    @Override
    public void injected(long count, int cpu, int intid, boolean virtual) {
        events.add(new TraceEvent.Injected(at(count), cpu, intid, virtual));
    }

    @Override
    public void memoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        events.add(new TraceEvent.MemoryWritten(at(count), pa, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void memoryWrittenFromImage(long count, long pa, byte[] sha256, long imageOffset, long length) {
        events.add(new TraceEvent.MemoryWrittenFromImage(at(count), pa, ByteString.of(sha256), imageOffset, length));
    }

    @Override
    public void ownMemoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        events.add(new TraceEvent.OwnMemoryWritten(at(count), pa, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void ownMemoryRouted(long count, long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        events.add(new TraceEvent.OwnMemoryRouted(at(count), pa, length, loadsToDevice, storesToDevice));
    }

    @Override
    public void worldSwitch(long count, int cpu, long vttbr) {
        events.add(new TraceEvent.WorldSwitch(at(count), cpu, vttbr));
    }

    @Override
    public void sleep(long count, int cpu, SleepKind kind) {
        events.add(new TraceEvent.Sleep(at(count), cpu, kind));
    }

    @Override
    public void wake(long count, int cpu) {
        events.add(new TraceEvent.Wake(at(count), cpu));
    }

    @Override
    public void timeSkipped(long count, long toNs) {
        events.add(new TraceEvent.TimeSkipped(at(count), toNs));
        skippedNs = toNs - count * insnNs;
    }

    @Override
    public void console(long count, int byteValue) {
        events.add(new TraceEvent.Console(at(count), byteValue));
    }

    @Override
    public void input(long count, InputKind kind, int index, byte[] bytes, int offset, int length) {
        events.add(new TraceEvent.Input(at(count), kind, index, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void power(long count, int cpu, boolean on, long entry) {
        events.add(new TraceEvent.Power(at(count), cpu, on, entry));
    }

    @Override
    public void machineEnd(long count, EndKind kind) {
        events.add(new TraceEvent.MachineEnd(at(count), kind));
    }

    @Override
    public void reset(long count) {
        events.add(new TraceEvent.Reset(at(count)));
    }

    @Override
    public void stateHash(long count, long hi, long lo, int dirtyPages) {
        events.add(new TraceEvent.StateHash(at(count), hi, lo, dirtyPages));
    }

    @Override
    public void semihosting(
            long count, int cpu, int operation, int handle, long result, byte[] bytes, int offset, int length) {
        events.add(new TraceEvent.Semihosting(
                at(count), cpu, operation, handle, result, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void model(long count, int cpu, int modelKind, byte[] bytes, int offset, int length) {
        events.add(new TraceEvent.Model(at(count), cpu, modelKind, ByteString.of(bytes, offset, length)));
    }

    @Override
    public void note(long count, String text) {
        events.add(new TraceEvent.Note(at(count), text));
    }
}
