package dev.trapline.gdbstub;

import java.nio.file.Path;

/** Where a server waits for debuggers: {@code [HOST:]PORT} or {@code unix:PATH}. */
public sealed interface ListenAddress {
    /** The host where none is named: nobody from outside can connect. */
    String LOOPBACK = "127.0.0.1";

    /**
     * A TCP port.
     *
     * @param host name or address, IPv6 without brackets
     * @param port 0 to 65535; 0 lets the system pick one
     */
    record Tcp(String host, int port) implements ListenAddress {
        public Tcp {
            if (port < 0 || port > 0xffff) {
                throw new GdbServerException("port " + port + " is not from 0 to 65535");
            }
        }

        /** True where only programs on this host can connect, judged by the name alone: nothing is looked up. */
        @Override
        public boolean loopback() {
            return host.equals("localhost") || host.equals("::1") || host.matches("127([.][0-9]{1,3}){3}");
        }

        @Override
        public String gdbTarget() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return gdbTarget();
        }
    }

    /** A socket in the file system. */
    record Unix(Path path) implements ListenAddress {
        @Override
        public boolean loopback() {
            return true;
        }

        @Override
        public String gdbTarget() {
            return path.toAbsolutePath().toString();
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** Whether only programs on this host can connect. */
    boolean loopback();

    /** What follows {@code target extended-remote} in gdb. */
    String gdbTarget();

    /**
     * Reads an address as the command line gives it.
     *
     * @throws GdbServerException if it is none: one line that says what is
     */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length());
            if (path.isEmpty()) {
                throw new GdbServerException("'unix:' needs the path of a socket, such as unix:/tmp/trapline.gdb");
            }
            return new Unix(Path.of(path));
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new GdbServerException("'" + text + "': an IPv6 address stands in brackets, as in [::1]:1234");
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xffff) {
            throw new GdbServerException(
                    "'" + text + "' is no address for debuggers. Next: give PORT (0 to 65535), HOST:PORT or unix:PATH");
        }
        return new Tcp(host.isEmpty() ? LOOPBACK : host, Integer.parseInt(port));
    }
}
