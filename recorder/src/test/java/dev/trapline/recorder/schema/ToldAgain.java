package dev.trapline.recorder.schema;

import java.util.ArrayList;
import java.util.List;

/** Keeps the calls it gets, to make them again and again: telling them allocates nothing. All but notes, which are text. */
final class ToldAgain implements TraceSink {
    /** A call. */
    private interface Told {
        void to(TraceSink sink, long count, long ns);
    }

    private record At(long count, Told told) {}

    private final List<At> calls = new ArrayList<>();

    int size() {
        return calls.size();
    }

    /**
     * Makes all the calls.
     *
     * @param later at so many instructions later than they were made
     * @param laterNs and so much later in virtual time
     */
    void tell(TraceSink sink, long later, long laterNs) {
        for (int i = 0; i < calls.size(); i++) {
            At call = calls.get(i);
            call.told().to(sink, call.count() + later, laterNs);
        }
    }

    private void keep(long count, Told told) {
        calls.add(new At(count, told));
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
        keep(
                count,
                (sink, c, ns) -> sink.exceptionTaken(
                        c, cpu, vector, fromMode, toMode, syndrome, faultAddress, intermediateAddress, returnAddress));
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
        long[] keptArguments = arguments.clone();
        byte[] keptCaptured = captured.clone();
        keep(
                count,
                (sink, c, ns) -> sink.call(
                        c,
                        cpu,
                        kind,
                        immediate,
                        number,
                        keptArguments,
                        argumentCount,
                        keptCaptured,
                        capturedOffset,
                        capturedLength,
                        fullLength));
    }

    @Override
    public void callReturn(
            long count, int cpu, CallKind kind, int number, int resultCount, long result0, long result1) {
        keep(count, (sink, c, ns) -> sink.callReturn(c, cpu, kind, number, resultCount, result0, result1));
    }

    @Override
    public void deviceRead(long count, int cpu, int device, long pa, int size, long value) {
        keep(count, (sink, c, ns) -> sink.deviceRead(c, cpu, device, pa, size, value));
    }

    @Override
    public void deviceWrite(long count, int cpu, int device, long pa, int size, long value) {
        keep(count, (sink, c, ns) -> sink.deviceWrite(c, cpu, device, pa, size, value));
    }

    @Override
    public void complexRead(long count, int cpu, long pa, int size, long value) {
        keep(count, (sink, c, ns) -> sink.complexRead(c, cpu, pa, size, value));
    }

    @Override
    public void complexWrite(long count, int cpu, long pa, int size, long value) {
        keep(count, (sink, c, ns) -> sink.complexWrite(c, cpu, pa, size, value));
    }

    @Override
    public void timerWrite(long count, int cpu, int register, long value) {
        keep(count, (sink, c, ns) -> sink.timerWrite(c, cpu, register, value));
    }

    @Override
    public void line(long count, int intid, boolean high) {
        keep(count, (sink, c, ns) -> sink.line(c, intid, high));
    }

    @Override
    public void privateLine(long count, int cpu, int intid, boolean high) {
        keep(count, (sink, c, ns) -> sink.privateLine(c, cpu, intid, high));
    }

    @Override
    public void acknowledged(long count, int cpu, int intid, boolean virtual) {
        keep(count, (sink, c, ns) -> sink.acknowledged(c, cpu, intid, virtual));
    }

    @Override
    public void ended(long count, int cpu, int intid, boolean virtual) {
        keep(count, (sink, c, ns) -> sink.ended(c, cpu, intid, virtual));
    }

    @Override
    public void injected(long count, int cpu, int intid, boolean virtual) {
        keep(count, (sink, c, ns) -> sink.injected(c, cpu, intid, virtual));
    }

    @Override
    public void memoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        byte[] keptBytes = bytes.clone();
        keep(count, (sink, c, ns) -> sink.memoryWritten(c, pa, keptBytes, offset, length));
    }

    @Override
    public void memoryWrittenFromImage(long count, long pa, byte[] sha256, long imageOffset, long length) {
        byte[] keptSha256 = sha256.clone();
        keep(count, (sink, c, ns) -> sink.memoryWrittenFromImage(c, pa, keptSha256, imageOffset, length));
    }

    @Override
    public void ownMemoryWritten(long count, long pa, byte[] bytes, int offset, int length) {
        byte[] keptBytes = bytes.clone();
        keep(count, (sink, c, ns) -> sink.ownMemoryWritten(c, pa, keptBytes, offset, length));
    }

    @Override
    public void ownMemoryRouted(long count, long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
        keep(count, (sink, c, ns) -> sink.ownMemoryRouted(c, pa, length, loadsToDevice, storesToDevice));
    }

    @Override
    public void worldSwitch(long count, int cpu, long vttbr) {
        keep(count, (sink, c, ns) -> sink.worldSwitch(c, cpu, vttbr));
    }

    @Override
    public void sleep(long count, int cpu, SleepKind kind) {
        keep(count, (sink, c, ns) -> sink.sleep(c, cpu, kind));
    }

    @Override
    public void wake(long count, int cpu) {
        keep(count, (sink, c, ns) -> sink.wake(c, cpu));
    }

    @Override
    public void timeSkipped(long count, long toNs) {
        keep(count, (sink, c, ns) -> sink.timeSkipped(c, toNs + ns));
    }

    @Override
    public void console(long count, int byteValue) {
        keep(count, (sink, c, ns) -> sink.console(c, byteValue));
    }

    @Override
    public void input(long count, InputKind kind, int index, byte[] bytes, int offset, int length) {
        byte[] keptBytes = bytes.clone();
        keep(count, (sink, c, ns) -> sink.input(c, kind, index, keptBytes, offset, length));
    }

    @Override
    public void power(long count, int cpu, boolean on, long entry) {
        keep(count, (sink, c, ns) -> sink.power(c, cpu, on, entry));
    }

    @Override
    public void machineEnd(long count, EndKind kind) {
        keep(count, (sink, c, ns) -> sink.machineEnd(c, kind));
    }

    @Override
    public void reset(long count) {
        keep(count, (sink, c, ns) -> sink.reset(c));
    }

    @Override
    public void stateHash(long count, long hi, long lo, int dirtyPages) {
        keep(count, (sink, c, ns) -> sink.stateHash(c, hi, lo, dirtyPages));
    }

    @Override
    public void semihosting(
            long count, int cpu, int operation, int handle, long result, byte[] bytes, int offset, int length) {
        byte[] keptBytes = bytes.clone();
        keep(count, (sink, c, ns) -> sink.semihosting(c, cpu, operation, handle, result, keptBytes, offset, length));
    }

    @Override
    public void model(long count, int cpu, int modelKind, byte[] bytes, int offset, int length) {
        byte[] keptBytes = bytes.clone();
        keep(count, (sink, c, ns) -> sink.model(c, cpu, modelKind, keptBytes, offset, length));
    }

    @Override
    public void note(long count, String text) {}
}
