package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Summary;
import dev.trapline.emu.machine.MachineSpec;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trapline run}: a machine on the terminal, from its first instruction to its end. */
@Command(
        name = "run",
        header = "Run a machine, console on the terminal.",
        description = {
            "",
            "Starts what --kernel or --bios names on an ARM machine and shows its console. The machine's time is its count"
                    + " of instructions: the same command does the same again, to the bit. Keys typed go to the guest;"
                    + " Ctrl-A h shows what else they can do.",
            "",
            "  trapline run --kernel vmlinuz --initrd initrd.gz --append console=ttyAMA0",
            "  trapline run --bios u-boot.bin --input keys.txt --until \"=> \"",
            "  trapline run --from boot.rec@120000000"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final OutputStream stdout;

    @Mixin
    private final MachineOptions options = new MachineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    RunCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Optional<LiveStart> from = options.from().map(f -> LiveStart.reach(f, err));
        MachineSpec machine = from.map(LiveStart::machine).orElseGet(options::machine);
        RunOptions run = options.run();
        if (run.dumpDtb().isPresent()) {
            new OutputFile("the device tree", "--dump-dtb", run.dumpDtb().get()).write(machine.deviceTree());
            return ExitCodes.OK;
        }
        run.summary().map(Summary::file).ifPresent(OutputFile::check);
        try (ConsoleWriter console = ConsoleWriter.start(stdout)) {
            return new MachineSession(machine, from, run, Optional.empty(), console, err)
                    .run()
                    .exitStatus();
        }
    }
}
