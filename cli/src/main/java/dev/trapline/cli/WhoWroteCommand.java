package dev.trapline.cli;

import dev.trapline.cli.run.Json;
import dev.trapline.cli.run.Progress;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.debug.AccessWords;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbol;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Hit;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import dev.trapline.replay.timeline.TimelineException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline who-wrote}: the last write to some memory before a position. */
@Command(
        name = "who-wrote",
        header = "Who wrote memory last, before a place in a recording.",
        description = {
            "",
            "Runs the recording again, backwards from --at, and says which instruction, or device, wrote any of the bytes"
                    + " last. An address is virtual, as what ran there saw it, unless --world or --physical says otherwise.",
            "",
            "  trapline who-wrote 0xc0b1f3a4",
            "  trapline who-wrote boot.rec jiffies --symbols vmlinux --at 'text:/Kernel panic/'",
            "  trapline who-wrote xen.rec 0x40008000 --world 2 --at 12.5s",
            "  trapline who-wrote boot.rec 0x48000000 --physical --length 4096 --json",
            "",
            "Ends with 0 if somebody wrote them, 1 if nobody did, 2 if the recording or the address cannot be used."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WhoWroteCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 4096;

    @Parameters(
            arity = "1..2",
            paramLabel = "[REC] ADDR",
            hideParamSyntax = true,
            description =
                    "A recording's directory, or a packed one (default: the latest in trapline-rec); and a number,"
                            + " hexadecimal with 0x or decimal, or a symbol's NAME or NAME+OFFSET.")
    private List<String> given = List.of();

    @Option(names = "--at", paramLabel = "POS", description = "Before which place. Default: the end.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--length", paramLabel = "BYTES", description = "How many bytes, up to 4096. Default: 4.")
    private String length = "4";

    @Option(
            names = "--world",
            paramLabel = "N[.THREAD]",
            description = "Whose virtual address it is: 1 the machine or its hypervisor, 2 and on its guests, as"
                    + " 'monitor worlds' in gdb numbers them. Default: what ran at that place.")
    private Optional<String> world = Optional.empty();

    @Option(names = "--physical", description = "The address is a physical one.")
    private boolean physical;

    @Option(
            names = "--symbols",
            paramLabel = "auto|F",
            description =
                    "Names for addresses: of an ELF file or System.map, or, by default, of what the recording has.")
    private String symbolsFrom = "auto";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private final CacheOption cache = new CacheOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** What is looked for. */
    private record Wanted(long address, Optional<ThreadId> thread, long pa, int length) {
        String words() {
            return thread.isEmpty()
                    ? String.format("physical 0x%08x", pa)
                    : String.format("0x%08x (physical 0x%08x)", address, pa);
        }
    }

    @Override
    public Integer call() {
        if (physical && world.isPresent()) {
            throw new UnusableInputException(
                    "--physical addresses are the same in every world. Next: leave it or --world out");
        }
        long bytes = Numbers.positive("--length", length);
        if (bytes > MOST_BYTES) {
            throw new UnusableInputException("--length " + length + " is more than 4096. Next: ask for a part of it");
        }
        Path path = RecordingPaths.given(given.size() > 1 ? Optional.of(Path.of(given.getFirst())) : Optional.empty());
        Optional<Path> file = symbolsFrom.equals("auto") ? Optional.empty() : Optional.of(Path.of(symbolsFrom));
        Timeline.Settings settings = cache.settings();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = Progress.on(err);
        try (Recording rec = Recording.open(path)) {
            Symbols symbols = file.map(RecordingSymbols::read)
                    .orElseGet(() -> RecordingDebugging.found(rec, path).get());
            long address = address(given.getLast(), symbols);
            long before = at.map(p -> RecordedPosition.count("--at", p, rec, path, file, progress))
                    .orElse(Long.MAX_VALUE);
            try (Timeline timeline = new Timeline(path, settings)) {
                timeline.seek(before);
                Wanted wanted = wanted(timeline.machine(), address, (int) bytes);
                Optional<Hit> hit = timeline.whoWrote(wanted.pa(), wanted.length(), told(progress));
                progress.clear();
                print(rec, timeline, wanted, hit, symbols);
                return hit.isPresent() ? ExitCodes.OK : ExitCodes.FAILED;
            } catch (TimelineException e) {
                throw new UnusableInputException(
                        e.getMessage() + ". Next: trapline replay " + rec.name() + ", which says more", e);
            }
        } finally {
            progress.clear();
        }
    }

    private static SearchControl told(Progress progress) {
        return new SearchControl() {
            @Override
            public synchronized void progress(long done, long all) {
                progress.tick(String.format("%,d of %,d instructions looked at", done, all));
            }
        };
    }

    private static long address(String text, Symbols symbols) {
        Optional<Long> number = Numbers.whole(text);
        if (number.isPresent()) {
            return number.get();
        }
        int plus = text.lastIndexOf('+');
        Optional<Long> offset = plus < 0 ? Optional.of(0L) : Numbers.whole(text.substring(plus + 1));
        List<Symbol> named = symbols.named(plus < 0 ? text : text.substring(0, plus));
        if (named.isEmpty() || offset.isEmpty()) {
            throw new UnusableInputException(
                    "'" + text + "' is neither an address nor a symbol that is known. Next: write"
                            + " 0xc0008000, NAME or NAME+0x10, and give --symbols FILE for the names in it");
        }
        return named.getFirst().address() + offset.get();
    }

    private Wanted wanted(Machine machine, long address, int bytes) {
        if (physical) {
            return new Wanted(address, Optional.empty(), address, bytes);
        }
        ThreadView threads = new ThreadView(machine);
        ThreadId thread =
                world.map(w -> thread(w, threads)).orElseGet(() -> threads.running(machine.cpu(machine.currentCpu())));
        try {
            return new Wanted(address, Optional.of(thread), threads.physical(thread, address), bytes);
        } catch (DebugException e) {
            throw new UnusableInputException(
                    e.getMessage() + " for thread " + thread + " at count " + machine.clock().count
                            + ". Next: give --at where it is, --world N, or --physical",
                    e);
        }
    }

    /** A thread of a world: that which is named, or one that is on a CPU, or the first. */
    private static ThreadId thread(String text, ThreadView threads) {
        String[] parts = text.split("\\.", -1);
        Optional<Long> id = Numbers.whole(parts[0]);
        Optional<Long> number = parts.length > 1 ? Numbers.whole(parts[1]) : Optional.of(0L);
        if (parts.length > 2 || id.isEmpty() || number.isEmpty()) {
            throw new UnusableInputException(
                    "--world " + text + " is no world. Next: give one such as 2, or 2.1 for a" + " thread of it");
        }
        List<World> worlds = threads.worlds();
        List<World.WorldThread> there = worlds.stream()
                .filter(w -> w.id() == id.get())
                .flatMap(w -> w.threads().stream())
                .filter(t -> number.get() == 0 || t.id() == number.get())
                .toList();
        return there.stream()
                .filter(t -> t.core() >= 0)
                .findFirst()
                .or(() -> there.stream().findFirst())
                .map(t -> new ThreadId(id.get().intValue(), t.id()))
                .orElseThrow(() -> new UnusableInputException("--world " + text + " is not there at that place; there "
                        + (worlds.size() == 1 ? "is world " : "are worlds ")
                        + String.join(
                                ", ",
                                worlds.stream()
                                        .filter(w -> !w.threads().isEmpty())
                                        .map(w -> w.id() + " (" + w.name() + ")")
                                        .toList())
                        + ". Next: give one of them, or another --at"));
    }

    private void print(Recording rec, Timeline timeline, Wanted wanted, Optional<Hit> hit, Symbols symbols) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.write(members(timeline, wanted, hit, symbols)));
        } else if (hit.isPresent()) {
            out.println(AccessWords.of(hit.get(), symbols));
            out.println(ReplayReport.next(rec, hit.get().count()));
        } else {
            out.println(wanted.words() + " is as it was placed at "
                    + (timeline.first() == 0
                            ? "the start"
                            : "count " + timeline.first() + ", where the recording begins")
                    + ": nobody wrote it before count " + timeline.count());
        }
        out.flush();
    }

    private static Map<String, Object> members(Timeline timeline, Wanted wanted, Optional<Hit> hit, Symbols symbols) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("address", hex(wanted.address()));
        wanted.thread().ifPresent(t -> m.put("thread", t.toString()));
        m.put("physical", hex(wanted.pa()));
        m.put("length", wanted.length());
        m.put("before", timeline.count());
        if (hit.isEmpty() || !(hit.get().cause() instanceof Hit.Cause.Accessed a)) {
            m.put("by", "nobody");
            return m;
        }
        boolean device = hit.get().cpu() < 0;
        m.put("by", device ? "device" : "cpu");
        m.put("count", hit.get().count());
        m.put("pa", hex(a.pa()));
        m.put("size", a.size());
        if (!device) {
            m.put("cpu", hit.get().cpu());
            m.put("pc", hex(a.pc() & 0xffff_ffffL));
            m.put("symbol", symbols.describe(a.pc() & 0xffff_ffffL));
            m.put("va", hex(a.va() & 0xffff_ffffL));
            m.put("value", hex(a.value()));
        }
        return m;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
