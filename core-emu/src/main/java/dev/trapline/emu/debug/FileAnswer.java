package dev.trapline.emu.debug;

/** What came of a {@link FileCall}. */
public sealed interface FileAnswer {
    /**
     * It was made.
     *
     * @param result from 0
     * @param interrupted whether the user wants the machine to stop now
     */
    record Done(long result, boolean interrupted) implements FileAnswer {}

    /**
     * It failed.
     *
     * @param errno as {@link dev.trapline.emu.port.Errno} has it
     * @param interrupted whether the user wants the machine to stop now
     */
    record Failed(int errno, boolean interrupted) implements FileAnswer {}

    /** What came makes no sense; {@code why} is for people, without an end. */
    record Garbled(String why) implements FileAnswer {}
}
