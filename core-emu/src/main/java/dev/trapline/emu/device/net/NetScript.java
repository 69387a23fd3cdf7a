package dev.trapline.emu.device.net;

import java.util.List;

/**
 * What the closed network offers beside itself: names for the name server, and TCP and UDP services. Written in the
 * language of {@code docs/net-script.md}.
 *
 * @param names in the order of the script
 * @param services in the order of the script, which is the order they are tried in
 */
public record NetScript(List<Name> names, List<Service> services) {
    /** A network with nobody in it but the gateway and a name server that knows no names. */
    public static final NetScript EMPTY = new NetScript(List.of(), List.of());

    /** A name in lower case and its IPv4 address. */
    public record Name(String name, int address) {}

    /** The protocols a service can speak. */
    public enum Protocol {
        TCP,
        UDP
    }

    /**
     * One line of a script: a server.
     *
     * @param address it listens at, or {@link #ANY}
     * @param port 1 to 65535
     */
    public record Service(Protocol protocol, int address, int port, List<Step> steps) {
        /** Listens at every address. */
        public static final int ANY = 0;

        boolean listensAt(int localAddress, int localPort) {
            return port == localPort && (address == ANY || address == localAddress);
        }
    }

    /**
     * Reads a script.
     *
     * @param source its name in errors, such as a file name
     * @throws NetScriptException naming the first line that cannot be understood
     */
    public static NetScript parse(String source, String text) {
        return new NetScriptParser(source).parse(text);
    }

    /** Whether a host of this address takes part in the network: somebody answers for it. */
    boolean hasHost(int address) {
        for (Name n : names) {
            if (n.address == address) {
                return true;
            }
        }
        for (Service s : services) {
            if (s.address == address) {
                return true;
            }
        }
        return false;
    }
}
