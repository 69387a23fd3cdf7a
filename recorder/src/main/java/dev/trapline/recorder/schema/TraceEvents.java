package dev.trapline.recorder.schema;

/** Events as they were read, told again: to copy a recording, changed or not, or to check a run against one. */
public final class TraceEvents {
    private TraceEvents() {}

    /** Makes the call that the event came from. */
    public static void tell(TraceEvent event, TraceSink sink) {
        long count = event.at().count();
        switch (event) {
            case TraceEvent.ExceptionTaken e ->
                sink.exceptionTaken(
                        count,
                        e.cpu(),
                        e.vector(),
                        e.fromMode(),
                        e.toMode(),
                        e.syndrome(),
                        e.faultAddress(),
                        e.intermediateAddress(),
                        e.returnAddress());
            case TraceEvent.Call e -> {
                byte[] captured = e.captured().toArray();
                sink.call(
                        count,
                        e.cpu(),
                        e.call(),
                        e.immediate(),
                        e.number(),
                        e.arguments().stream().mapToLong(Long::longValue).toArray(),
                        e.arguments().size(),
                        captured,
                        0,
                        captured.length,
                        e.fullLength());
            }
            case TraceEvent.CallReturn e -> {
                int results = e.results().size();
                long result0 = results > 0 ? e.results().get(0) : 0;
                long result1 = results > 1 ? e.results().get(1) : 0;
                sink.callReturn(count, e.cpu(), e.call(), e.number(), results, result0, result1);
            }
            case TraceEvent.DeviceRead e -> sink.deviceRead(count, e.cpu(), e.device(), e.pa(), e.size(), e.value());
            case TraceEvent.DeviceWrite e -> sink.deviceWrite(count, e.cpu(), e.device(), e.pa(), e.size(), e.value());
            case TraceEvent.ComplexRead e -> sink.complexRead(count, e.cpu(), e.pa(), e.size(), e.value());
            case TraceEvent.ComplexWrite e -> sink.complexWrite(count, e.cpu(), e.pa(), e.size(), e.value());
            case TraceEvent.TimerWrite e -> sink.timerWrite(count, e.cpu(), e.register(), e.value());
            case TraceEvent.Line e -> sink.line(count, e.intid(), e.high());
            case TraceEvent.PrivateLine e -> sink.privateLine(count, e.cpu(), e.intid(), e.high());
            case TraceEvent.Acknowledged e -> sink.acknowledged(count, e.cpu(), e.intid(), e.virtual());
            case TraceEvent.Ended e -> sink.ended(count, e.cpu(), e.intid(), e.virtual());
            case TraceEvent.Injected e -> sink.injected(count, e.cpu(), e.intid(), e.virtual());
            case TraceEvent.MemoryWritten e -> {
                byte[] bytes = e.bytes().toArray();
                sink.memoryWritten(count, e.pa(), bytes, 0, bytes.length);
            }
            case TraceEvent.MemoryWrittenFromImage e ->
                sink.memoryWrittenFromImage(count, e.pa(), e.sha256().toArray(), e.imageOffset(), e.length());
            case TraceEvent.OwnMemoryWritten e -> {
                byte[] bytes = e.bytes().toArray();
                sink.ownMemoryWritten(count, e.pa(), bytes, 0, bytes.length);
            }
            case TraceEvent.OwnMemoryRouted e ->
                sink.ownMemoryRouted(count, e.pa(), e.length(), e.loadsToDevice(), e.storesToDevice());
            case TraceEvent.WorldSwitch e -> sink.worldSwitch(count, e.cpu(), e.vttbr());
            case TraceEvent.Sleep e -> sink.sleep(count, e.cpu(), e.sleep());
            case TraceEvent.Wake e -> sink.wake(count, e.cpu());
            case TraceEvent.TimeSkipped e -> sink.timeSkipped(count, e.toNs());
            case TraceEvent.Console e -> sink.console(count, e.byteValue());
            case TraceEvent.Input e -> {
                byte[] bytes = e.bytes().toArray();
                sink.input(count, e.input(), e.index(), bytes, 0, bytes.length);
            }
            case TraceEvent.Power e -> sink.power(count, e.cpu(), e.on(), e.entry());
            case TraceEvent.MachineEnd e -> sink.machineEnd(count, e.end());
            case TraceEvent.Reset _ -> sink.reset(count);
            case TraceEvent.StateHash e -> sink.stateHash(count, e.hi(), e.lo(), e.dirtyPages());
            case TraceEvent.Semihosting e -> {
                byte[] bytes = e.bytes().toArray();
                sink.semihosting(count, e.cpu(), e.operation(), e.handle(), e.result(), bytes, 0, bytes.length);
            }
            case TraceEvent.Model e -> {
                byte[] bytes = e.bytes().toArray();
                sink.model(count, e.cpu(), e.modelKind(), bytes, 0, bytes.length);
            }
            case TraceEvent.Note e -> sink.note(count, e.text());
        }
    }
}
