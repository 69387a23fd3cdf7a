package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.packet.MemoryRequest;
import dev.trapline.gdbstub.packet.Reply;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Packets about memory, as the selected thread sees it. */
final class Memory {
    /** What is read at once of a long range, in bytes. */
    private static final int CHUNK = 1 << 18;

    private static final int PAGE = 4096;
    private static final long END = 1L << 32;

    private final Debuggee debuggee;
    private final Client client;
    private final Limits limits;
    private final AtomicInteger interrupts;

    /** @param interrupts that have come, whose turn has not */
    Memory(Debuggee debuggee, Client client, Limits limits, AtomicInteger interrupts) {
        this.debuggee = debuggee;
        this.client = client;
        this.limits = limits;
        this.interrupts = interrupts;
    }

    Reply handle(MemoryRequest request) {
        ThreadId thread = debuggee.general();
        return switch (request) {
            case MemoryRequest.Read(long address, long length) -> {
                byte[] bytes = buffer(address, Math.min(length, limits.packetBytes() / 2));
                int count = read(thread, address, bytes);
                yield count == 0 && length > 0 ? Reply.BAD_ADDRESS : new Reply.Hex(bytes, count);
            }
            case MemoryRequest.ReadBinary(long address, long length) -> readBinary(thread, address, length);
            case MemoryRequest.Write(long address, byte[] data) -> {
                // A write of nothing asks whether the packet is known.
                if (address + data.length > END) {
                    yield Reply.BAD_ADDRESS;
                }
                int count = data.length == 0 ? 0 : debuggee.target().writeMemory(thread, address, data, 0, data.length);
                yield count == data.length ? new Reply.Ok() : Reply.BAD_ADDRESS;
            }
            case MemoryRequest.Search search -> search(thread, search);
            case MemoryRequest.Crc(long address, long length) -> crc(thread, address, length);
        };
    }

    private Reply readBinary(ThreadId thread, long address, long length) {
        if (client.lldb && length == 0) {
            return new Reply.Ok();
        }
        byte[] bytes = buffer(address, Math.min(length, limits.packetBytes()));
        int count = read(thread, address, bytes);
        return count == 0 && length > 0 ? Reply.BAD_ADDRESS : new Reply.Binary(client.lldb ? "" : "b", bytes, 0, count);
    }

    private static byte[] buffer(long address, long length) {
        return new byte[(int) Math.min(length, END - address)];
    }

    private int read(ThreadId thread, long address, byte[] into) {
        return into.length == 0 ? 0 : debuggee.target().readMemory(thread, address, into, 0, into.length);
    }

    /** Where a pattern is first; pages that cannot be read are stepped over, and are part of no find. */
    private Reply search(ThreadId thread, MemoryRequest.Search search) {
        byte[] pattern = search.pattern();
        long end = Math.min(search.address() + search.length(), END);
        Pattern compiled = new Pattern(pattern);
        byte[] chunk = new byte[CHUNK + pattern.length];
        Deadline deadline = new Deadline(limits.requestTime(), interrupts);
        int kept = 0;
        for (long at = search.address(); at < end; ) {
            if (deadline.passed()) {
                return new Reply.Refusal(deadline.why() + ": the search came to 0x" + Long.toHexString(at));
            }
            int wanted = (int) Math.min(CHUNK, end - at);
            int count = debuggee.target().readMemory(thread, at, chunk, kept, wanted);
            OptionalLong found = compiled.find(chunk, kept + count);
            if (found.isPresent()) {
                return new Reply.Text("1," + Long.toHexString(at - kept + found.getAsLong()));
            }
            if (count < wanted) {
                at = (at + count & -PAGE) + PAGE;
                kept = 0;
            } else {
                at += count;
                int tail = Math.min(pattern.length - 1, kept + count);
                System.arraycopy(chunk, kept + count - tail, chunk, 0, tail);
                kept = tail;
            }
        }
        return new Reply.Text("0");
    }

    private Reply crc(ThreadId thread, long address, long length) {
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        Crc32 crc = new Crc32();
        Deadline deadline = new Deadline(limits.requestTime(), interrupts);
        for (long done = 0; done < length; ) {
            int wanted = (int) Math.min(chunk.length, length - done);
            if (address + done + wanted > END
                    || debuggee.target().readMemory(thread, address + done, chunk, 0, wanted) < wanted) {
                return Reply.BAD_ADDRESS;
            }
            if (deadline.passed()) {
                return new Reply.Refusal(
                        deadline.why() + ": the checksum came to 0x" + Long.toHexString(address + done));
            }
            crc.update(chunk, wanted);
            done += wanted;
        }
        return new Reply.Text("C" + Integer.toHexString(crc.value()));
    }
}
