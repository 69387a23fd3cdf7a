package dev.trapline.gdbstub.net;

import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.codec.OutFrame;
import dev.trapline.gdbstub.packet.PayloadBuffer;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.session.GdbSession;
import dev.trapline.gdbstub.session.SessionOutput;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One client: what it sends waits in a queue for the client's own thread, and is read no further while too much waits;
 * what it is sent waits in the channel, and the client's thread with it if too much does.
 */
final class ClientConnection extends SimpleChannelInboundHandler<Frame> implements SessionOutput {
    private final Channel channel;
    private final Limits limits;
    private final Consumer<String> notices;
    private final String name;
    private final Consumer<ClientConnection> left;
    private final GdbSession session;
    private final Thread thread;

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    /** Of frames that wait, in bytes. */
    private final AtomicLong waiting = new AtomicLong();
    /** Guards the wait for a channel that takes no more. */
    private final Object writable = new Object();

    private final PayloadBuffer payload = new PayloadBuffer();
    private OutFrame last = new OutFrame.Ack();
    private boolean started;
    private boolean ended;
    /** When it sent something last, or was to be told something, which it may ask about: by the host's clock. */
    private volatile long active = System.nanoTime();

    ClientConnection(
            Channel channel,
            DebugTargets targets,
            Limits limits,
            Consumer<String> notices,
            int number,
            Consumer<ClientConnection> left) {
        this.channel = channel;
        this.limits = limits;
        this.notices = notices;
        this.left = left;
        name = "debugger " + number;
        session = new GdbSession(targets, limits, this, this::later);
        thread = Thread.ofPlatform().name("gdb-client-" + number).daemon(true).unstarted(this::serve);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        active = System.nanoTime();
        if (frame instanceof Frame.Interrupt) {
            session.interrupt();
        }
        int size = frame.size();
        if (waiting.addAndGet(size) > limits.clientMemoryBytes() / 2) {
            channel.config().setAutoRead(false);
        }
        work.add(() -> {
            session.receive(frame);
            if (waiting.addAndGet(-size) < limits.clientMemoryBytes() / 4
                    && !channel.config().isAutoRead()) {
                channel.config().setAutoRead(true);
            }
        });
        start();
    }

    /** From whatever thread the target tells of a stop on. */
    private void later(Runnable task) {
        active = System.nanoTime();
        work.add(task);
    }

    private void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wake();
        work.clear();
        work.add(() -> ended = true);
        session.interrupt();
        if (!started) {
            left.accept(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        wake();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A client that resets its connection is one that left; anything else is a fault of ours.
        if (!(cause instanceof IOException)) {
            notices.accept(name + ": " + cause);
        }
        context.close();
    }

    private void wake() {
        synchronized (writable) {
            writable.notifyAll();
        }
    }

    /** The client's thread. */
    private void serve() {
        try {
            while (!ended) {
                work.take().run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            notices.accept(name + " is let go, for a fault of Trapline's own: " + fault);
            throw fault;
        } finally {
            try {
                session.end();
            } finally {
                channel.close();
                left.accept(this);
            }
        }
    }

    /** Waits until the client has left, or was told and has sent nothing for a while; not beyond {@code latest}, by the host's clock. */
    void awaitQuiet(Duration quiet, long latest) {
        try {
            for (long now = System.nanoTime();
                    channel.isActive() && now - active < quiet.toNanos() && now < latest;
                    now = System.nanoTime()) {
                channel.closeFuture()
                        .await(Math.min(quiet.toNanos() - (now - active), latest - now), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitEnd() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(Reply reply) {
        write(reply, false);
    }

    @Override
    public void notifyStop(Reply stop) {
        write(stop, true);
    }

    private void write(Reply reply, boolean notification) {
        payload.clear();
        if (notification) {
            payload.ascii("Stop:");
        }
        reply.writeTo(payload);
        byte[] bytes = payload.copy();
        if (notification) {
            put(new OutFrame.Notification(bytes));
        } else {
            last = new OutFrame.Packet(bytes);
            put(last);
        }
        awaitWritable();
    }

    private void put(OutFrame frame) {
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    /** A client that does not read for the time of a request is let go. */
    private void awaitWritable() {
        if (channel.isWritable()) {
            return;
        }
        long end = System.nanoTime() + limits.requestTime().toNanos();
        synchronized (writable) {
            while (!channel.isWritable() && channel.isActive()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    notices.accept(name + " is let go: it does not read what it is sent");
                    channel.close();
                    return;
                }
                try {
                    writable.wait(left);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @Override
    public void console(String text) {
        if (channel.isWritable() && !text.isEmpty()) {
            PayloadBuffer own = new PayloadBuffer();
            new Reply.Console(text).writeTo(own);
            put(new OutFrame.Packet(own.copy()));
        }
    }

    @Override
    public void acknowledge() {
        put(new OutFrame.Ack());
    }

    @Override
    public void refuse() {
        put(new OutFrame.Nack());
    }

    @Override
    public void resend() {
        put(last);
    }

    @Override
    public void close() {
        channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
