package dev.trapline.replay.timeline;

import java.util.Optional;

/**
 * At an access to some bytes.
 *
 * @param address of the first byte: 32 bits, or up to 40 in PHYSICAL and INTERMEDIATE
 * @param length in bytes, at least 1
 * @param guest whose addresses they are, in INTERMEDIATE and nowhere else
 */
public record Watchpoint(
        Space space, long address, int length, Access access, Condition condition, Optional<GuestTables> guest) {
    public Watchpoint {
        if ((space == Space.INTERMEDIATE) != guest.isPresent()) {
            throw new IllegalArgumentException("intermediate addresses, and no others, are a guest's");
        }
        if (length < 1) {
            throw new IllegalArgumentException("a watchpoint watches at least one byte, not " + length);
        }
    }

    public Watchpoint(Space space, long address, int length, Access access) {
        this(space, address, length, access, Condition.ALWAYS);
    }

    public Watchpoint(Space space, long address, int length, Access access, Condition condition) {
        this(space, address, length, access, condition, Optional.empty());
    }

    /** At accesses that the vCPUs of one guest make by an intermediate address. */
    public static Watchpoint intermediate(GuestTables guest, long ipa, int length, Access access) {
        return new Watchpoint(Space.INTERMEDIATE, ipa, length, access, Condition.ALWAYS, Optional.of(guest));
    }

    /** What the address is. */
    public enum Space {
        /** As pCPUs use it, in whatever address space unless the condition says. What devices write is not seen here. */
        VIRTUAL,
        /** As it comes out of translation; writes of devices too. */
        PHYSICAL,
        /**
         * As it comes out of a guest's own translation and goes into stage 2's, whatever frame that leads to at the time.
         * Accesses of that guest's vCPUs only: not what its hypervisor, another guest or a device does with the same frame.
         */
        INTERMEDIATE
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

    /** Whether some bytes are among those watched; addresses from -1 down are nobody's. */
    boolean overlaps(long from, int bytes) {
        return from >= 0 && from < address + length && address < from + bytes;
    }
}
