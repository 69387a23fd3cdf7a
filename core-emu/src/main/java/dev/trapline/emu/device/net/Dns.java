package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.NetScript.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The name server: it knows the names of the script and no others (RFC 1035). */
final class Dns {
    static final int PORT = 53;

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int TYPE_ANY = 255;
    private static final int CLASS_IN = 1;
    private static final int TTL_SECONDS = 60;

    private static final int NO_ERROR = 0;
    private static final int FORMAT_ERROR = 1;
    private static final int NAME_ERROR = 3;
    private static final int NOT_IMPLEMENTED = 4;

    private Dns() {}

    /** The answer to a query; empty if it deserves none. */
    static byte[] answer(NetScript script, byte[] q) {
        if (q.length < HEADER || (q[2] & 0x80) != 0) {
            return new byte[0];
        }
        if ((q[2] & 0x78) != 0) {
            return reply(q, HEADER, NOT_IMPLEMENTED, new int[0]);
        }
        int end = endOfName(q);
        if (Frames.int16(q, 4) != 1 || end < 0 || end + 4 > q.length) {
            return reply(q, HEADER, FORMAT_ERROR, new int[0]);
        }
        String name = name(q, end);
        int[] addresses = script.names().stream()
                .filter(n -> n.name().equals(name))
                .limit(25) // what 512 bytes hold
                .mapToInt(Name::address)
                .toArray();
        int type = Frames.int16(q, end);
        boolean wanted = (type == TYPE_A || type == TYPE_ANY) && Frames.int16(q, end + 2) == CLASS_IN;
        return reply(q, end + 4, addresses.length == 0 ? NAME_ERROR : NO_ERROR, wanted ? addresses : new int[0]);
    }

    /** Where the first name ends; -1 if it does not, or is compressed, which a question has no use for. */
    private static int endOfName(byte[] q) {
        int at = HEADER;
        while (at < q.length) {
            int length = Frames.int8(q, at);
            if (length == 0) {
                return at + 1;
            }
            if (length > 63) {
                return -1;
            }
            at += 1 + length;
        }
        return -1;
    }

    private static String name(byte[] q, int end) {
        StringBuilder s = new StringBuilder();
        for (int at = HEADER; at < end - 1; at += 1 + q[at]) {
            s.append(s.isEmpty() ? "" : ".").append(new String(q, at + 1, q[at], StandardCharsets.ISO_8859_1));
        }
        return s.toString().toLowerCase(Locale.ROOT);
    }

    /** Repeats the query up to {@code end} and adds one answer for each address. */
    private static byte[] reply(byte[] q, int end, int code, int[] addresses) {
        byte[] r = Arrays.copyOf(Arrays.copyOf(q, end), end + 16 * addresses.length);
        r[2] = (byte) (0x84 | q[2] & 0x79); // a response, with authority; opcode and RD as asked
        r[3] = (byte) (0x80 | code); // recursion available
        Frames.set16(r, 4, end > HEADER ? 1 : 0);
        Frames.set16(r, 6, addresses.length);
        Frames.set32(r, 8, 0);
        for (int i = 0; i < addresses.length; i++) {
            int at = end + 16 * i;
            Frames.set16(r, at, 0xc000 | HEADER); // the name asked for
            Frames.set16(r, at + 2, TYPE_A);
            Frames.set16(r, at + 4, CLASS_IN);
            Frames.set32(r, at + 6, TTL_SECONDS);
            Frames.set16(r, at + 10, 4);
            Frames.set32(r, at + 12, addresses[i]);
        }
        return r;
    }
}
