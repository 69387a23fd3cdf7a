package dev.trapline.gdbstub.packet;

import dev.trapline.emu.debug.ThreadId;

/**
 * Which threads a packet is about. With the multiprocess extension {@code pWORLD.THREAD}, else one number in which both
 * are packed, so that threads of different worlds differ for clients that know but one process.
 *
 * @param world from 1; {@link #ALL} or {@link #ANY}
 * @param thread from 1; {@link #ALL} or {@link #ANY}
 * @rsp Packets, thread-id
 */
public record ThreadSelector(int world, int thread) {
    public static final int ALL = -1;
    public static final int ANY = 0;
    public static final ThreadSelector EVERY = new ThreadSelector(ALL, ALL);
    public static final ThreadSelector WHICHEVER = new ThreadSelector(ANY, ANY);

    private static final int THREAD_BITS = 12;

    /** Selects one thread. */
    public static ThreadSelector of(ThreadId thread) {
        return new ThreadSelector(thread.world(), thread.thread());
    }

    /** Whether it names one thread. */
    public boolean single() {
        return world > 0 && thread > 0;
    }

    /** Whether a thread is among those selected; {@link #ANY} selects as {@link #ALL} does. */
    public boolean covers(ThreadId id) {
        return (world <= 0 || world == id.world()) && (thread <= 0 || thread == id.thread());
    }

    /** The number of a thread for clients without the multiprocess extension. */
    public static int flat(ThreadId id) {
        return id.world() - 1 << THREAD_BITS | id.thread();
    }

    static ThreadSelector read(PacketReader in) {
        if (!in.accept('p')) {
            int flat = numberOrAll(in);
            if (flat <= 0) {
                return flat == ALL ? EVERY : WHICHEVER;
            }
            int thread = flat & (1 << THREAD_BITS) - 1;
            if (thread == 0) {
                throw new MalformedPacketException("there can be no thread " + flat);
            }
            return new ThreadSelector((flat >>> THREAD_BITS) + 1, thread);
        }
        int world = numberOrAll(in);
        int thread = in.accept('.') ? numberOrAll(in) : ALL;
        return new ThreadSelector(world, thread);
    }

    private static int numberOrAll(PacketReader in) {
        if (in.accept('-')) {
            in.expect('1');
            return ALL;
        }
        return in.number();
    }
}
