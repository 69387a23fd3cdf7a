package dev.trapline.replay.diff;

import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.TraceEvent;

/**
 * Events as numbers that are equal, but for a chance of one in 2^64, when what happened is the same, wherever and
 * whenever it did. Addresses of code go through names, where two runs execute different images.
 */
final class Signature {
    /** What stands for an address of code. */
    @FunctionalInterface
    interface Names {
        Names ADDRESSES = address -> address;

        long of(long address);
    }

    private long hash;

    private Signature(TraceEvent e) {
        add(e.kind().number());
    }

    private Signature add(long value) {
        hash = (hash ^ value) * 0x9e37_79b9_7f4a_7c15L;
        hash ^= hash >>> 32;
        return this;
    }

    private Signature add(boolean value) {
        return add(value ? 1 : 0);
    }

    private Signature add(ByteString bytes) {
        add(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            add(bytes.at(i));
        }
        return this;
    }

    static long of(TraceEvent event, Names names) {
        Signature s = new Signature(event);
        switch (event) {
            case TraceEvent.ExceptionTaken e -> {
                s.add(e.cpu()).add(e.vector()).add(e.fromMode()).add(e.toMode()).add(e.syndrome());
                s.add(e.faultAddress()).add(e.intermediateAddress()).add(names.of(e.returnAddress()));
            }
            case TraceEvent.Call e -> {
                s.add(e.cpu()).add(e.call().ordinal()).add(e.immediate()).add(e.number());
                // CPU_ON and CPU_SUSPEND take an address; a hypervisor's arguments are compared as they are.
                e.arguments().forEach(x -> s.add(e.call() == CallKind.PSCI ? names.of(x) : x));
                s.add(e.captured());
            }
            case TraceEvent.CallReturn e -> {
                s.add(e.cpu()).add(e.call().ordinal()).add(e.number());
                e.results().forEach(s::add);
            }
            case TraceEvent.DeviceRead e ->
                s.add(e.cpu()).add(e.pa()).add(e.size()).add(e.value());
            case TraceEvent.DeviceWrite e ->
                s.add(e.cpu()).add(e.pa()).add(e.size()).add(e.value());
            case TraceEvent.ComplexRead e ->
                s.add(e.cpu()).add(e.pa()).add(e.size()).add(e.value());
            case TraceEvent.ComplexWrite e ->
                s.add(e.cpu()).add(e.pa()).add(e.size()).add(e.value());
            case TraceEvent.TimerWrite e -> s.add(e.cpu()).add(e.register()).add(e.value());
            case TraceEvent.Line e -> s.add(e.intid()).add(e.high());
            case TraceEvent.PrivateLine e -> s.add(e.cpu()).add(e.intid()).add(e.high());
            case TraceEvent.Acknowledged e -> s.add(e.cpu()).add(e.intid()).add(e.virtual());
            case TraceEvent.Ended e -> s.add(e.cpu()).add(e.intid()).add(e.virtual());
            case TraceEvent.Injected e -> s.add(e.cpu()).add(e.intid()).add(e.virtual());
            case TraceEvent.MemoryWritten e -> s.add(e.pa()).add(e.bytes());
            case TraceEvent.MemoryWrittenFromImage e ->
                s.add(e.pa()).add(e.sha256()).add(e.imageOffset()).add(e.length());
            case TraceEvent.OwnMemoryWritten e -> s.add(e.pa()).add(e.bytes());
            case TraceEvent.OwnMemoryRouted e ->
                s.add(e.pa()).add(e.length()).add(e.loadsToDevice()).add(e.storesToDevice());
            case TraceEvent.WorldSwitch e -> s.add(e.cpu()).add(e.vttbr());
            case TraceEvent.Sleep e -> s.add(e.cpu()).add(e.sleep().ordinal());
            case TraceEvent.Wake e -> s.add(e.cpu());
            case TraceEvent.TimeSkipped e -> s.add(e.toNs());
            case TraceEvent.Console e -> s.add(e.byteValue());
            case TraceEvent.Input e -> s.add(e.input().ordinal()).add(e.index()).add(e.bytes());
            case TraceEvent.Power e -> s.add(e.cpu()).add(e.on()).add(names.of(e.entry()));
            case TraceEvent.MachineEnd e -> s.add(e.end().ordinal());
            case TraceEvent.Reset e -> s.add(0);
            case TraceEvent.StateHash e -> s.add(e.hi()).add(e.lo());
            case TraceEvent.Semihosting e ->
                s.add(e.cpu())
                        .add(e.operation())
                        .add(e.handle())
                        .add(e.result())
                        .add(e.bytes());
            case TraceEvent.Model e -> s.add(e.cpu()).add(e.modelKind()).add(e.bytes());
            case TraceEvent.Note e -> s.add(e.text().hashCode());
        }
        return s.hash;
    }
}
