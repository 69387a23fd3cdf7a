package dev.trapline.cli;

import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.input.InputScript;
import dev.trapline.cli.run.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the options say of a run, beside the machine itself.
 *
 * @param until console matches that end it as hoped
 * @param failOn console matches that are a panic
 * @param limits how far it may go
 * @param input what to type, instead of a keyboard
 * @param keyboard whether keys typed on the terminal go to the guest
 * @param realPace whether a sleeping machine is held back to real time
 * @param summary where to write the summary
 * @param dumpDtb where to write the guest's device tree, instead of running
 * @param guestFiles the directory whose files semihosting may reach
 * @param filesAtDebugger whether semihosting's calls go to a debugger first, where one is attached
 * @param gdb where to wait for debuggers
 */
record RunOptions(
        List<Pattern> until,
        List<Pattern> failOn,
        Limits limits,
        Optional<InputScript> input,
        boolean keyboard,
        boolean realPace,
        Optional<Path> summary,
        Optional<Path> dumpDtb,
        Optional<Path> guestFiles,
        boolean filesAtDebugger,
        List<DebuggerPort> gdb) {

    /** The same, with debuggers. */
    RunOptions waitingFor(List<DebuggerPort> ports) {
        return new RunOptions(
                until, failOn, limits, input, keyboard, realPace, summary, dumpDtb, guestFiles, filesAtDebugger, ports);
    }

    /** The same without anybody at the terminal: nothing a person does can change the run. */
    RunOptions unattended() {
        return new RunOptions(
                until, failOn, limits, input, false, false, summary, dumpDtb, guestFiles, filesAtDebugger, List.of());
    }
}
