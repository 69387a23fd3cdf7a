package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.FileAnswer;

/** What came of asking a debugger to make a call of the guest's. */
sealed interface CallOutcome {
    /** None is there that serves calls. */
    record Nobody() implements CallOutcome {}

    record Answered(LiveTarget by, FileAnswer answer) implements CallOutcome {}

    /** It was asked, and there is no answer; {@code why} is for people, without an end. */
    record Failed(String why) implements CallOutcome {}
}
