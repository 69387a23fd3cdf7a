package dev.trapline.replay.timeline;

/**
 * At an access to some bytes.
 *
 * @param address of the first byte: 32 bits, or up to 40 in PHYSICAL
 * @param length in bytes, at least 1
 */
public record Watchpoint(Space space, long address, int length, Access access, Condition condition) {
    public Watchpoint {
        if (length < 1) {
            throw new IllegalArgumentException("a watchpoint watches at least one byte, not " + length);
        }
    }

    public Watchpoint(Space space, long address, int length, Access access) {
        this(space, address, length, access, Condition.ALWAYS);
    }

    /** What the address is. */
    public enum Space {
        /** As pCPUs use it, in whatever address space unless the condition says. What devices write is not seen here. */
        VIRTUAL,
        /** As it comes out of translation; writes of devices too. */
        PHYSICAL
    }

    /** Which accesses. */
    public enum Access {
        READ,
        WRITE,
        ANY,
        /** Writes of other bytes than were there. */
        CHANGE;

        boolean reads() {
            return this == READ || this == ANY;
        }

        boolean writes() {
            return this != READ;
        }
    }

    boolean overlaps(long from, int bytes) {
        return from < address + length && address < from + bytes;
    }
}
