package dev.trapline.cli;

import dev.trapline.cli.run.Json;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.ElfSymbolWriter;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline info}: what a recording is. */
@Command(
        name = "info",
        header = "What was recorded, how long, how it ended.",
        description = {
            "",
            "Reads what the recording says of itself; a killed recorder's is counted. With --symbols-to it is replayed to"
                    + " its end, and the symbols that a Linux kernel has in its memory become an ELF file for gdb, which"
                    + " 'trapline log' uses from then on.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InfoCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "REC",
            description = "A recording's directory, or a packed one. Default: the latest in trapline-rec.")
    private Optional<Path> recording = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--symbols-to",
            paramLabel = "FILE.elf",
            description = "Write the symbols of what runs in it to an ELF file.")
    private Optional<Path> symbolsTo = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path path = RecordingPaths.given(recording);
        try (Recording rec = Recording.open(path)) {
            if (symbolsTo.isPresent()) {
                symbols(rec, symbolsTo.get());
                return ExitCodes.OK;
            }
            RecordingInfo info = RecordingInfo.of(rec, DiskSize.of(path));
            if (json) {
                out.print(Json.write(info.toJson()));
            } else {
                info.lines().forEach(out::println);
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    private void symbols(Recording rec, Path file) {
        OutputFile target = new OutputFile("the symbols", "--symbols-to", file);
        target.check();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = Progress.on(err);
        RecordingSymbols known = new RecordingSymbols(CacheDirectory.symbols());
        Symbols symbols = known.find(rec).symbols();
        if (symbols.isEmpty()) {
            symbols = ReplayedSymbols.of(rec, progress);
            known.keep(rec, symbols);
        }
        target.write(ElfSymbolWriter.toBytes(symbols));
        err.printf("trapline: wrote %,d symbols to %s%n", symbols.all().size(), file);
        err.flush();
    }
}
