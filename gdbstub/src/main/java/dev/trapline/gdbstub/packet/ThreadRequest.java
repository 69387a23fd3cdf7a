package dev.trapline.gdbstub.packet;

/** Packets about threads: {@code H T qC qfThreadInfo qsThreadInfo qThreadExtraInfo}. */
public sealed interface ThreadRequest extends Request {
    /** {@code Hg ID}: what packets about registers and memory mean. */
    record SelectGeneral(ThreadSelector threads) implements ThreadRequest {}

    /** {@code Hc ID}: what packets that resume mean. */
    record SelectResumed(ThreadSelector threads) implements ThreadRequest {}

    /** {@code T ID}: whether a thread is there. */
    record IsAlive(ThreadSelector thread) implements ThreadRequest {}

    /** {@code qC}: which thread is selected. */
    record Current() implements ThreadRequest {}

    /** {@code qfThreadInfo}: the threads there are. */
    record FirstThreads() implements ThreadRequest {}

    /** {@code qsThreadInfo}: the threads that were left. */
    record MoreThreads() implements ThreadRequest {}

    /** {@code qThreadExtraInfo,ID}: what a thread is, for people. */
    record ExtraInfo(ThreadSelector thread) implements ThreadRequest {}

    static ThreadRequest select(PacketReader in) {
        char operation = in.take();
        ThreadSelector threads = ThreadSelector.read(in);
        in.expectEnd();
        return switch (operation) {
            case 'g' -> new SelectGeneral(threads);
            case 'c', 's' -> new SelectResumed(threads);
            default -> throw new MalformedPacketException("there is no operation '" + operation + "'");
        };
    }

    static ThreadRequest isAlive(PacketReader in) {
        return new IsAlive(ThreadSelector.read(in));
    }

    static ThreadRequest extraInfo(PacketReader in) {
        in.expect(',');
        return new ExtraInfo(ThreadSelector.read(in));
    }
}
