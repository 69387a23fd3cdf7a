package dev.trapline.recorder.disks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A block of a disk.
 *
 * @param sha256 its digest, 32 bytes
 * @param bytes its contents, never written
 */
record Block(byte[] sha256, byte[] bytes) {
    /** The blocks of one disk that were used last, by number. */
    static Map<Long, Block> cache() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
                return size() > CACHED;
            }
        };
    }

    /** 4 MiB. */
    private static final int CACHED = 64;
}
