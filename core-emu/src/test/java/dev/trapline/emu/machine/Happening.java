package dev.trapline.emu.machine;

/** What a machine told its observer, with the position. */
sealed interface Happening {
    /**
     * An exception was taken.
     *
     * @param vector byte offset
     * @param link what LR or ELR_hyp received
     */
    record Taken(long count, int cpu, int vector, int fromMode, int toMode, int link, int syndrome, int address)
            implements Happening {
        @Override
        public String toString() {
            return String.format(
                    "%d: cpu%d vector 0x%02x, mode 0x%02x to 0x%02x, link 0x%08x, syndrome 0x%x, address 0x%08x",
                    count, cpu, vector, fromMode, toMode, link, syndrome, address);
        }
    }

    /** A pCPU fell asleep or woke, at a count and a virtual time. */
    record Sleep(long count, long ns, int cpu, boolean asleep) implements Happening {}

    /** A device's line changed. */
    record Line(long count, long ns, int intid, boolean high) implements Happening {}

    /** A line private to a pCPU changed. */
    record PrivateLine(long count, long ns, int cpu, int intid, boolean high) implements Happening {}

    record Acknowledged(long count, int cpu, int intid) implements Happening {}
}
