package dev.trapline.hv.abi;

import java.util.List;

/**
 * One operation of a hypercall, or all there is to one that has no operations.
 *
 * @param pointers arguments that point to memory, in the order in which it is captured
 * @param lists what each structure of the first pointer points to in turn
 */
record Operation(int number, String name, List<Pointer> pointers, List<Listed> lists) {
    /**
     * An argument that points to one or more structures.
     *
     * @param argument which one, from 0
     * @param count the argument that says how many; {@link #ONE} for one
     */
    record Pointer(int argument, int count, Layout layout) {
        static final int ONE = -1;

        /** How many there are; none behind a null pointer, which asks whether there is such an operation at all. */
        long count(long pointer, long counted) {
            return pointer == 0 ? 0 : count == ONE ? 1 : counted;
        }
    }

    /**
     * A handle in a structure.
     *
     * @param pointerAt its offset; it has 8 bytes
     * @param countAt offset of the number of elements; {@link #ONE} for one
     * @param countBytes that number's size
     * @param element bytes of each; numbers, if there are 4 or 8
     */
    record Listed(String name, int pointerAt, int countAt, int countBytes, int element) {
        static final int ONE = -1;
        private static final int MOST_TOLD = 8;

        /** Adds these elements to a line, and gives the place behind them. */
        int tell(byte[] bytes, int from, long count, StringBuilder line) {
            long length = Math.min(Math.max(count, 0), bytes.length) * element;
            int end = (int) Math.min(bytes.length, from + length);
            if (element != 4 && element != 8) {
                return end;
            }
            line.append(' ').append(name);
            int told = 0;
            for (int at = from; at + element <= end && told < MOST_TOLD; at += element) {
                line.append(" 0x").append(Long.toHexString(Layout.number(bytes, at, element)));
                told++;
            }
            line.append(told < count ? " ..." : "");
            return end;
        }
    }

    static Operation of(int number, String name) {
        return new Operation(number, name, List.of(), List.of());
    }

    /** This one, whose first structure points on. */
    Operation with(Listed... further) {
        return new Operation(number, name, pointers, List.of(further));
    }
}
