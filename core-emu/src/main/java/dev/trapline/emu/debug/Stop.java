package dev.trapline.emu.debug;

/** The machine stands still, and why; {@code thread} is the one it is about. */
public record Stop(ThreadId thread, Reason reason) {
    /** Why. */
    public sealed interface Reason {
        /** A step is done. */
        record Stepped() implements Reason {}

        record AtExecution(StopPoint.Execution point) implements Reason {}

        /** @param address the first watched byte that is accessed */
        record AtAccess(StopPoint.Access point, int address) implements Reason {}

        /**
         * A call, before it is made or after it was answered.
         *
         * @param number as {@link CallNumber} gives it
         */
        record AtCall(long number, boolean answered) implements Reason {}

        /** {@link DebugTarget#interrupt} was asked, or another debugger stopped the machine for good. */
        record Interrupted() implements Reason {}

        /** History begins here; there is nothing before. */
        record HistoryBegins() implements Reason {}

        /** History ends here; {@code how} is what ended it, for people. */
        record HistoryEnds(String how) implements Reason {}

        /** The machine has ended as hoped, and is gone. */
        record Ended(int exitStatus) implements Reason {}

        /** The machine cannot go on, but can be looked at; {@code how} is for people, one line. */
        record Dead(String how) implements Reason {}
    }
}
