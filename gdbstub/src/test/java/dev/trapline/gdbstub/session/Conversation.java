package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.packet.PayloadBuffer;
import dev.trapline.gdbstub.packet.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A session without sockets: what is sent to it and what it sends, as text. */
final class Conversation implements SessionOutput {
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final List<String> sent = new ArrayList<>();
    private final GdbSession session;
    private boolean closed;

    Conversation(DebugTargets targets) {
        this(targets, Limits.DEFAULT);
    }

    Conversation(DebugTargets targets, Limits limits) {
        session = new GdbSession(targets, limits, this, work::add);
    }

    /** One that has agreed on what gdb 13 agrees on. */
    static Conversation withGdb(DebugTargets targets) {
        Conversation gdb = new Conversation(targets);
        gdb.ask("qSupported:multiprocess+;swbreak+;hwbreak+;vContSupported+");
        gdb.ask("QStartNoAckMode");
        gdb.take();
        return gdb;
    }

    GdbSession session() {
        return session;
    }

    boolean closed() {
        return closed;
    }

    /** Sends a packet and returns all that came, one after another with bars between. */
    String ask(String payload) {
        session.receive(new Frame.Packet(payload.getBytes(StandardCharsets.ISO_8859_1)));
        return take();
    }

    void receive(Frame frame) {
        session.receive(frame);
    }

    /** The interrupt character, at once and then in its turn. */
    void interrupt() {
        session.interrupt();
        session.receive(new Frame.Interrupt());
    }

    /** What was sent since it was last asked. */
    synchronized String take() {
        String all = String.join("|", sent);
        sent.clear();
        return all;
    }

    /** Waits for what the target tells from a thread of its own, and returns what was sent of it. */
    String await() throws InterruptedException {
        Runnable next = work.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the target tells nothing");
        }
        next.run();
        return take();
    }

    private static String text(Reply reply) {
        PayloadBuffer buffer = new PayloadBuffer();
        reply.writeTo(buffer);
        return new String(buffer.copy(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public synchronized void send(Reply reply) {
        sent.add(text(reply));
    }

    @Override
    public synchronized void notifyStop(Reply stop) {
        sent.add("%Stop:" + text(stop));
    }

    @Override
    public synchronized void console(String text) {
        sent.add("console " + text.strip());
    }

    @Override
    public synchronized void acknowledge() {
        sent.add("+");
    }

    @Override
    public synchronized void refuse() {
        sent.add("-");
    }

    @Override
    public synchronized void resend() {
        sent.add("again");
    }

    @Override
    public void close() {
        closed = true;
    }
}
