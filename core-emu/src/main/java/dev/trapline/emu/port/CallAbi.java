package dev.trapline.emu.port;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a guest calls whoever answers it, a hypervisor or the firmware: what a call is named, what its arguments are, and
 * which memory they point to. Nothing of it changes what a machine does: it decides what is captured of a call when it is
 * made, and how it is told to people.
 *
 * <p>A call is told by its {@link Way}, the instruction's immediate and a number; all of its registers that may be
 * arguments are given, whether it has so many or not.
 */
public interface CallAbi {
    /** How a call left its caller. */
    enum Way {
        HVC,
        SMC,
        /** To the machine's own firmware, by either instruction. */
        FIRMWARE,
        SVC
    }

    /** A caller's memory, as it sees it itself: by its own translation, and the hypervisor's behind it. */
    interface CallerMemory {
        /**
         * These bytes belong to the call: what an argument points to. They are captured one after another until there is
         * no more room, or some cannot be read; then it is told only how many there would have been.
         *
         * @param va of the first byte, 32 or 64 bits
         * @param length in bytes, from 0; as the caller has it, so it may be nonsense
         */
        void capture(long va, long length);

        /**
         * A little-endian number among what has been captured of this call so far, such as a pointer in a structure: to know
         * what else belongs to the call.
         *
         * @param offset in bytes, of all that has been captured
         * @param size 1, 2, 4 or 8 bytes
         * @return zero-extended; 0 if it is not all there
         */
        long captured(int offset, int size);
    }

    /**
     * Its name in a recording's manifest, such as {@code psci}: whoever runs a recording again must capture as this does, so
     * one that comes to capture otherwise takes another.
     */
    String id();

    /** The register that holds the number of a call by HVC or SMC: r0 in Arm's convention, r12 in Xen's. */
    default int numberRegister(int immediate) {
        return immediate == 0 ? 0 : 12;
    }

    /** The register that holds the first argument. */
    default int firstArgument(int immediate) {
        return immediate == 0 ? 1 : 0;
    }

    /** The call's name as its specification spells it; empty if there is none. */
    Optional<String> name(Way way, int immediate, int number);

    /**
     * The names of a call's arguments, as many as it has. Of one that is not known there may be as many as registers are
     * given, so this is asked only if it has a name.
     */
    List<String> arguments(Way way, int immediate, int number);

    /**
     * Names the memory that a call's arguments point to, while the call is made; called on the machine's thread for every
     * call, so it should cost nothing for one that points nowhere.
     *
     * @param arguments those registers that may be arguments, zero-extended; not to be kept or written
     */
    default void capture(Way way, int immediate, int number, long[] arguments, CallerMemory memory) {}

    /** The immediate of the instruction by which calls of this number are made, which their returns do not tell. */
    default int immediateOf(Way way, int number) {
        return 0;
    }

    /** How many registers a call answers in, from r0 on; of one that is not known it may be in both that are given. */
    default int results(Way way, int immediate, int number) {
        return 2;
    }

    /** A result for people: by its name if it is an error. */
    default String result(Way way, int immediate, int number, long value) {
        return "0x" + Long.toHexString(value);
    }

    /**
     * A call for people, such as {@code CPU_ON(target_cpu 0x1, entry_point_address 0x40200000, context_id 0x0)}. One that
     * has no name is told by its number, with all its registers.
     *
     * @param arguments as in {@link #capture}
     */
    default String format(Way way, int immediate, int number, List<Long> arguments) {
        Optional<String> name = name(way, immediate, number);
        List<String> names = name.isPresent() ? arguments(way, immediate, number) : List.of();
        int shown = name.isPresent() ? Math.min(names.size(), arguments.size()) : arguments.size();
        return IntStream.range(0, shown)
                .mapToObj(i -> (names.isEmpty() ? "" : names.get(i) + " ") + "0x" + Long.toHexString(arguments.get(i)))
                .collect(Collectors.joining(", ", name.orElse(String.format("0x%08x", number)) + "(", ")"));
    }

    /** What was captured of a call, for people; empty if it is not known what the bytes mean. */
    default String captured(Way way, int immediate, int number, List<Long> arguments, byte[] captured) {
        return "";
    }
}
