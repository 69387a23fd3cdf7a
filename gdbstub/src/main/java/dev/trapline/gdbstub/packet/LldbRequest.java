package dev.trapline.gdbstub.packet;

import java.util.Optional;

/** Packets that only LLDB sends; see its own list of extensions to the protocol. */
public sealed interface LldbRequest extends Request {
    /** {@code qHostInfo}. */
    record HostInfo() implements LldbRequest {}

    /** {@code qProcessInfo}. */
    record ProcessInfo() implements LldbRequest {}

    /** {@code qRegisterInfoN}: the N-th register, counted from 0 without gaps. */
    record RegisterInfo(int index) implements LldbRequest {}

    /** {@code jThreadsInfo}: all threads and why they stand, in JSON. */
    record ThreadsInfo() implements LldbRequest {}

    /** {@code jThreadExtendedInfo}: of one thread. */
    record ThreadExtendedInfo() implements LldbRequest {}

    /** {@code qMemoryRegionInfo:ADDRESS}. */
    record MemoryRegion(long address) implements LldbRequest {}

    /** {@code QThreadSuffixSupported}. */
    record ThreadSuffix() implements LldbRequest {}

    /** {@code QListThreadsInStopReply}. */
    record ListThreads() implements LldbRequest {}

    /** {@code QSaveRegisterState}. */
    record SaveRegisters(Optional<ThreadSelector> thread) implements LldbRequest {}

    /** {@code QRestoreRegisterState:ID}. */
    record RestoreRegisters(int id, Optional<ThreadSelector> thread) implements LldbRequest {}

    /** {@code qThreadStopInfoID}: why a thread stands. */
    record ThreadStopInfo(ThreadSelector thread) implements LldbRequest {}

    /** {@code qGetWorkingDir}. */
    record WorkingDirectory() implements LldbRequest {}

    /** {@code qWatchpointSupportInfo:}. */
    record WatchpointSupport() implements LldbRequest {}

    /** {@code qVAttachOrWaitSupported}, {@code qStepPacketSupported} and such: whether something is known that is not. */
    record NotSupported() implements LldbRequest {}

    /** {@code QEnableErrorStrings}. */
    record ErrorStrings() implements LldbRequest {}

    /** {@code _M} and {@code _m}: memory for the debugger's own use, which a machine has not. */
    record Allocation() implements LldbRequest {}

    static LldbRequest memoryRegion(PacketReader in) {
        if (!in.accept(':')) {
            in.expectEnd();
            return new MemoryRegion(0);
        }
        return new MemoryRegion(in.address());
    }

    static LldbRequest saveRegisters(PacketReader in) {
        return new SaveRegisters(RegisterRequest.suffix(in));
    }

    static LldbRequest restoreRegisters(PacketReader in) {
        in.expect(':');
        int id = in.number();
        return new RestoreRegisters(id, RegisterRequest.suffix(in));
    }
}
