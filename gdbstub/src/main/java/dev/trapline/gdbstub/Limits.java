package dev.trapline.gdbstub;

import java.time.Duration;

/**
 * What one client, and all of them, may cost.
 *
 * @param packetBytes the longest packet that is taken, without framing; debuggers are told, and cut longer ones. At least 1024
 * @param clients connected at once; further ones are turned away
 * @param clientMemoryBytes of requests that wait, conditions and answers that were not read, each for one client
 * @param requestTime after which what is asked is given up, unless it moves the machine or is a command that says how far
 *     it is, and a client that reads nothing is let go
 */
public record Limits(int packetBytes, int clients, long clientMemoryBytes, Duration requestTime) {
    public static final Limits DEFAULT = new Limits(0x2_0000, 64, 16L << 20, Duration.ofSeconds(30));

    public Limits {
        if (packetBytes < 1024 || packetBytes > 1 << 24) {
            throw new IllegalArgumentException("packets of " + packetBytes + " bytes");
        }
        if (clients < 1 || clientMemoryBytes < 4L * packetBytes || requestTime.isNegative() || requestTime.isZero()) {
            throw new IllegalArgumentException("limits that serve nobody");
        }
    }
}
