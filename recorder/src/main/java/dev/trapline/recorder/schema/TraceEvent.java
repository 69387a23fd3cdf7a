package dev.trapline.recorder.schema;

import java.util.List;

/**
 * An event as it is read: {@link TraceSink}, whose methods say what the fields mean, as records. Lengths and limits are
 * the sink's; integers of 32 bits stand zero-extended in a {@code long}.
 */
public sealed interface TraceEvent {
    /** Where it happened. */
    TracePosition at();

    /** Its kind, and with it what running again does with it. */
    EventKind kind();

    /** The pCPU it happened on, or -1 if it is the machine's own. */
    default int cpu() {
        return -1;
    }

    record ExceptionTaken(
            TracePosition at,
            int cpu,
            int vector,
            int fromMode,
            int toMode,
            int syndrome,
            long faultAddress,
            long intermediateAddress,
            long returnAddress)
            implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.EXCEPTION_TAKEN;
        }
    }

    /** @param fullLength of what {@code captured} holds the beginning of */
    record Call(
            TracePosition at,
            int cpu,
            CallKind call,
            int immediate,
            int number,
            List<Long> arguments,
            ByteString captured,
            int fullLength)
            implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.CALL;
        }

        public boolean truncated() {
            return fullLength > captured.length();
        }
    }

    record CallReturn(TracePosition at, int cpu, CallKind call, int number, List<Long> results) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.CALL_RETURN;
        }
    }

    record DeviceRead(TracePosition at, int cpu, int device, long pa, int size, long value) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.DEVICE_READ;
        }
    }

    record DeviceWrite(TracePosition at, int cpu, int device, long pa, int size, long value) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.DEVICE_WRITE;
        }
    }

    record ComplexRead(TracePosition at, int cpu, long pa, int size, long value) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.COMPLEX_READ;
        }
    }

    record ComplexWrite(TracePosition at, int cpu, long pa, int size, long value) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.COMPLEX_WRITE;
        }
    }

    record TimerWrite(TracePosition at, int cpu, int register, long value) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.TIMER_WRITE;
        }
    }

    record Line(TracePosition at, int intid, boolean high) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.LINE;
        }
    }

    record PrivateLine(TracePosition at, int cpu, int intid, boolean high) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.PRIVATE_LINE;
        }
    }

    record Acknowledged(TracePosition at, int cpu, int intid, boolean virtual) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.ACKNOWLEDGED;
        }
    }

    record Ended(TracePosition at, int cpu, int intid, boolean virtual) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.ENDED;
        }
    }

    record Injected(TracePosition at, int cpu, int intid, boolean virtual) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.INJECTED;
        }
    }

    record MemoryWritten(TracePosition at, long pa, ByteString bytes) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMORY_WRITTEN;
        }
    }

    record MemoryWrittenFromImage(TracePosition at, long pa, ByteString sha256, long imageOffset, long length)
            implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMORY_WRITTEN_FROM_IMAGE;
        }
    }

    record OwnMemoryWritten(TracePosition at, long pa, ByteString bytes) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.OWN_MEMORY_WRITTEN;
        }
    }

    record OwnMemoryRouted(TracePosition at, long pa, long length, boolean loadsToDevice, boolean storesToDevice)
            implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.OWN_MEMORY_ROUTED;
        }
    }

    record WorldSwitch(TracePosition at, int cpu, long vttbr) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.WORLD_SWITCH;
        }
    }

    record Sleep(TracePosition at, int cpu, SleepKind sleep) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.SLEEP;
        }
    }

    record Wake(TracePosition at, int cpu) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.WAKE;
        }
    }

    /** Its own position has the time before the skip. */
    record TimeSkipped(TracePosition at, long toNs) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.TIME_SKIPPED;
        }
    }

    record Console(TracePosition at, int byteValue) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.CONSOLE;
        }
    }

    record Input(TracePosition at, InputKind input, int index, ByteString bytes) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.INPUT;
        }
    }

    record Power(TracePosition at, int cpu, boolean on, long entry) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.POWER;
        }
    }

    record MachineEnd(TracePosition at, EndKind end) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.MACHINE_END;
        }
    }

    record Reset(TracePosition at) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.RESET;
        }
    }

    record StateHash(TracePosition at, long hi, long lo, int dirtyPages) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.STATE_HASH;
        }
    }

    record Semihosting(TracePosition at, int cpu, int operation, int handle, long result, ByteString bytes)
            implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.SEMIHOSTING;
        }
    }

    /** @param modelKind as the manifest declares it */
    record Model(TracePosition at, int cpu, int modelKind, ByteString bytes) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.MODEL;
        }
    }

    record Note(TracePosition at, String text) implements TraceEvent {
        @Override
        public EventKind kind() {
            return EventKind.NOTE;
        }
    }
}
