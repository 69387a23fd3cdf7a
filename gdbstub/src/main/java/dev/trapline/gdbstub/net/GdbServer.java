package dev.trapline.gdbstub.net;

import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.gdbstub.GdbServerException;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.codec.RspFrameDecoder;
import dev.trapline.gdbstub.codec.RspFrameEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Waits for debuggers. One thread moves bytes for all of them and never waits for anything; each debugger has a thread of
 * its own on which its packets are answered, however long that takes.
 */
public final class GdbServer implements AutoCloseable {
    /** Without a request for so long, a debugger has had its answers. */
    private static final Duration QUIET = Duration.ofMillis(500);
    /** It is not waited longer than this in all. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    private final ListenAddress address;
    private final DebugTargets targets;
    private final Limits limits;
    private final Consumer<String> notices;
    private final EventLoopGroup loop;
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    private GdbServer(ListenAddress address, DebugTargets targets, Limits limits, Consumer<String> notices) {
        this.targets = targets;
        this.limits = limits;
        this.notices = notices;
        loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("gdb-io", true), NioIoHandler.newFactory());
        try {
            this.address = bind(address);
        } catch (RuntimeException refused) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw refused;
        }
        if (!address.loopback()) {
            notices.accept("debuggers from other hosts can connect to " + this.address
                    + ": whoever does can read and change everything in the machine");
        }
    }

    /**
     * Begins to listen.
     *
     * @param notices takes what the user should know, a line at a time and without its end, from any thread
     * @throws GdbServerException if it cannot: one line that says why
     */
    public static GdbServer listen(
            ListenAddress address, DebugTargets targets, Limits limits, Consumer<String> notices) {
        return new GdbServer(address, targets, limits, notices);
    }

    /** Where it listens, with the port that was picked if 0 was asked for. */
    public ListenAddress address() {
        return address;
    }

    /**
     * Stops listening, and lets go of all debuggers, but not while one is still asking or told: gdb, which is told that a program has
     * ended, asks for its threads, and calls it an error if it gets no answer.
     */
    @Override
    public void close() {
        long latest = System.nanoTime() + LATEST.toNanos();
        clients.forEach(c -> c.awaitQuiet(QUIET, latest));
        clients.forEach(ClientConnection::close);
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        clients.forEach(ClientConnection::awaitEnd);
        if (address instanceof ListenAddress.Unix(Path path)) {
            remove(path);
        }
    }

    private ListenAddress bind(ListenAddress wanted) {
        return switch (wanted) {
            case ListenAddress.Tcp(String host, int port) -> {
                InetSocketAddress resolved = new InetSocketAddress(host, port);
                if (resolved.isUnresolved()) {
                    throw new GdbServerException("there is no host '" + host + "'. Next: name one of this machine's");
                }
                Channel channel = bind(NioServerSocketChannel.class, resolved, wanted);
                yield new ListenAddress.Tcp(host, ((InetSocketAddress) channel.localAddress()).getPort());
            }
            case ListenAddress.Unix(Path path) -> {
                removeIfDead(path);
                bind(NioServerDomainSocketChannel.class, unix(path), wanted);
                yield wanted;
            }
        };
    }

    private Channel bind(Class<? extends ServerChannel> type, SocketAddress where, ListenAddress wanted) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 16, (int)
                        Math.min(limits.clientMemoryBytes() / 4, 1 << 20)))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connected(channel);
                    }
                });
        if (wanted instanceof ListenAddress.Tcp) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true);
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
            // Finds out in the end about a client whose host is gone.
            bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
        }
        ChannelFuture bound = bootstrap.bind(where).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new GdbServerException(
                    "cannot listen for debuggers on " + wanted + ": " + why(bound.cause())
                            + ". Next: another address, or port 0 for any that is free",
                    bound.cause());
        }
        return bound.channel();
    }

    private void connected(Channel channel) {
        if (clients.size() >= limits.clients()) {
            notices.accept("a debugger was turned away: there are " + clients.size() + " already");
            channel.close();
            return;
        }
        ClientConnection client =
                new ClientConnection(channel, targets, limits, notices, numbers.incrementAndGet(), clients::remove);
        clients.add(client);
        channel.pipeline()
                .addLast(new RspFrameDecoder(limits.packetBytes(), false))
                .addLast(new RspFrameEncoder(true))
                .addLast(client);
    }

    private static String why(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replace('\n', ' ');
    }

    private static UnixDomainSocketAddress unix(Path path) {
        try {
            return UnixDomainSocketAddress.of(path);
        } catch (IllegalArgumentException unusable) {
            throw new GdbServerException(
                    "cannot listen for debuggers on unix:" + path + ": " + why(unusable), unusable);
        }
    }

    /** A socket that nobody listens on any more is left behind by a server that was killed. */
    private static void removeIfDead(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(unix(path))) {
            throw new GdbServerException("cannot listen for debuggers on unix:" + path
                    + ": another server does. Next: give another path" + (probe.isOpen() ? "" : "."));
        } catch (IOException nobody) {
            if (Files.isRegularFile(path) || Files.isDirectory(path)) {
                throw new GdbServerException(
                        "cannot listen for debuggers on unix:" + path + ": it is a file. Next: give another path",
                        nobody);
            }
            remove(path);
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException kept) {
            throw new GdbServerException("cannot remove the socket " + path + ": " + why(kept), kept);
        }
    }
}
