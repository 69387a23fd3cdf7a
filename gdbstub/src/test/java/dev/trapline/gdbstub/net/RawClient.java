package dev.trapline.gdbstub.net;

import dev.trapline.gdbstub.ListenAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that sends what it is told to, byte by byte if need be, and shows what comes. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawClient(ListenAddress address) throws IOException {
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) address;
        socket = new Socket(tcp.host(), tcp.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /** One that has agreed on packets without acknowledgements, with gdb's features. */
    static RawClient connected(ListenAddress address) throws IOException {
        RawClient client = new RawClient(address);
        client.send("qSupported:multiprocess+;swbreak+;hwbreak+");
        client.expectAck();
        client.receive();
        client.raw("+");
        client.send("QStartNoAckMode");
        client.expectAck();
        client.receive();
        client.raw("+");
        return client;
    }

    Socket socket() {
        return socket;
    }

    void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static String framed(String payload) {
        int sum = 0;
        for (int i = 0; i < payload.length(); i++) {
            sum += payload.charAt(i);
        }
        return String.format("$%s#%02x", payload, sum & 0xff);
    }

    void send(String payload) throws IOException {
        raw(framed(payload));
    }

    /** Sends a packet and returns what is answered. */
    String ask(String payload) throws IOException {
        send(payload);
        return receive();
    }

    void expectAck() throws IOException {
        int b = in.read();
        if (b != '+') {
            throw new AssertionError("instead of an acknowledgement came " + (char) b);
        }
    }

    /** The next byte, whatever it is; -1 at the end. */
    int read() throws IOException {
        return in.read();
    }

    /** Nothing waits to be read. */
    boolean silent() throws IOException {
        return in.available() == 0;
    }

    /** The next packet, with runs spread out and escapes removed; notifications begin with a percent sign. */
    String receive() throws IOException {
        int begin = in.read();
        if (begin != '$' && begin != '%') {
            throw new AssertionError("instead of a packet came " + begin);
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int sum = 0;
        for (int b; (b = in.read()) != '#'; sum += b) {
            if (b < 0) {
                throw new AssertionError("the connection ended within a packet");
            }
            raw.write(b);
        }
        int stated = Integer.parseInt("" + (char) in.read() + (char) in.read(), 16);
        if (stated != (sum & 0xff)) {
            throw new AssertionError("a wrong checksum came");
        }
        byte[] plain = unescaped(spread(raw.toByteArray()));
        return (begin == '%' ? "%" : "") + new String(plain, StandardCharsets.ISO_8859_1);
    }

    private static byte[] spread(byte[] raw) {
        ByteArrayOutputStream spread = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '*') {
                byte[] run = new byte[raw[++i] - 29];
                Arrays.fill(run, raw[i - 2]);
                spread.writeBytes(run);
            } else {
                spread.write(raw[i]);
            }
        }
        return spread.toByteArray();
    }

    private static byte[] unescaped(byte[] bytes) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            plain.write(bytes[i] == '}' ? bytes[++i] ^ 0x20 : bytes[i]);
        }
        return plain.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
