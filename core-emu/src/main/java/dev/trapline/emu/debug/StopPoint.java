package dev.trapline.emu.debug;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Where a debugger wants the machine to stop. */
public sealed interface StopPoint {
    /** Only in this world; 0 for any. */
    int world();

    /**
     * Before the instruction at an address.
     *
     * @param address virtual, bit 0 clear; need not be mapped yet
     */
    record Execution(int world, int address, PointCondition condition) implements StopPoint {}

    /**
     * At accesses to some bytes: before the instruction that makes the access, or after it when history runs backwards.
     *
     * @param address virtual address of the first
     * @param length in bytes, at least 1
     */
    record Access(int world, int address, int length, Kind kind, PointCondition condition) implements StopPoint {
        /** Which accesses. */
        public enum Kind {
            READ,
            WRITE,
            ANY
        }
    }

    /**
     * At calls: before the instruction that calls, and after it has been answered.
     *
     * @param numbers of calls, as {@link CallNumber} gives them; empty for all
     */
    record Calls(int world, Set<Long> numbers) implements StopPoint {
        public Calls {
            numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
        }
    }
}
