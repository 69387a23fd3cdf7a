package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.packet.ThreadSelector;
import java.util.List;

/** What client and server agreed on. */
final class Client {
    /** Whether packets are acknowledged. */
    boolean acknowledges = true;
    /** Whether threads are named with their worlds, so that each world is a process to the client. */
    boolean multiprocess;
    /** Whether it wants to be told that a breakpoint is why the machine stands. */
    boolean swbreak;

    boolean hwbreak;
    /** Whether the connection is of use without anything to debug. */
    boolean extended;
    /** Whether each thread stops and goes on by itself. */
    boolean nonStop;
    /** Whether stop replies list all threads, as LLDB wants it. */
    boolean listsThreads;
    /** Whether it is LLDB, which takes some packets in another form. */
    boolean lldb;
    /** Whether an error code may be followed by text, in LLDB's way. */
    boolean errorStrings;

    /** Takes what it says it can. */
    void supports(List<String> features) {
        swbreak = features.contains("swbreak+");
        hwbreak = features.contains("hwbreak+");
        // LLDB 14 offers it too, but then knows threads by the second number alone, in which worlds do not differ. It
        // does not offer swbreak, which every gdb with this extension does.
        multiprocess = features.contains("multiprocess+") && swbreak;
    }

    /** A thread's name on the wire. */
    String id(ThreadId thread) {
        return multiprocess
                ? "p" + Integer.toHexString(thread.world()) + "." + Integer.toHexString(thread.thread())
                : Integer.toHexString(ThreadSelector.flat(thread));
    }
}
