package dev.trapline.replay.symbols;

import dev.trapline.emu.mem.PhysicalMemory;

/** Bytes at physical addresses, for reading. */
public interface MemoryView {
    /** Physical address of the first byte. */
    long base();

    /** Bytes from {@link #base} on. */
    long size();

    /**
     * Copies bytes out.
     *
     * @return false with nothing promised if there is no memory at one of the addresses
     */
    boolean read(long pa, byte[] to, int offset, int length);

    /** A region of a machine's memory. */
    static MemoryView of(PhysicalMemory memory, long base, long size) {
        return new MemoryView() {
            @Override
            public long base() {
                return base;
            }

            @Override
            public long size() {
                return size;
            }

            @Override
            public boolean read(long pa, byte[] to, int offset, int length) {
                return memory.read(pa, to, offset, length);
            }
        };
    }

    /** A file's bytes, from address 0 on. */
    static MemoryView of(byte[] bytes) {
        return new MemoryView() {
            @Override
            public long base() {
                return 0;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public boolean read(long pa, byte[] to, int offset, int length) {
                if (pa < 0 || length > bytes.length - pa) {
                    return false;
                }
                System.arraycopy(bytes, (int) pa, to, offset, length);
                return true;
            }
        };
    }
}
