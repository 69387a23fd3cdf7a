package dev.trapline.emu.machine;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.snapshot.StateWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Digests of state: a frame of zeroes counts the same whether or not it was ever touched. */
final class StateHash {
    private static final byte[] ZERO = new byte[PhysicalMemory.FRAME_SIZE];

    private StateHash() {}

    static String of(StateWriter parts) {
        MessageDigest digest = sha256();
        digest.update(parts.buffer(), 0, parts.length());
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(StateWriter parts, PhysicalMemory memory) {
        MessageDigest digest = sha256();
        digest.update(parts.buffer(), 0, parts.length());
        byte[] number = new byte[4];
        for (int frame = 0; frame < memory.frameCount(); frame++) {
            byte[] bytes = memory.readable(frame);
            if (memory.isUntouched(frame) || Arrays.equals(bytes, ZERO)) {
                continue;
            }
            for (int i = 0; i < 4; i++) {
                number[i] = (byte) (frame >>> 8 * i);
            }
            digest.update(number);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
