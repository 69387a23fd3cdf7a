package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.Tools;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code log}, {@code info}, {@code pack} and {@code unpack} on recordings of the fixtures' programs. */
class LogCommandTest {
    @TempDir
    static Path directory;

    private record Result(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private static Result run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        int status = Main.execute(
                Arrays.stream(words).map(String::valueOf).toArray(String[]::new),
                stdout,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false);
        return new Result(status, stdout.toString(StandardCharsets.UTF_8) + out, err.toString());
    }

    @BeforeAll
    static void record() throws IOException {
        Path recording = Fixtures.path("recording");
        Path keys = Files.writeString(directory.resolve("keys"), "wait /type: / timeout 5s\nsend \"ok\\r\"\n");
        record("demo", "--kernel", recording.resolve("demo.elf"));
        record("poll", "--kernel", recording.resolve("poll.elf"));
        record("hyp", "--cpus", 2, "--boot-mode", "hyp", "--kernel", recording.resolve("events-hyp.elf"));
        record(
                "events",
                "--cpus",
                2,
                "--net",
                "--disk",
                recording.resolve("disk.img"),
                "--input",
                keys,
                "--kernel",
                recording.resolve("events.elf"));
    }

    private static void record(String name, Object... machine) {
        List<Object> words = new ArrayList<>(List.of("record", "-o", rec(name), "--memory", "128M"));
        words.addAll(List.of(machine));
        assertThat(run(words.toArray()).err()).contains("recorded");
    }

    private static Path rec(String name) {
        return directory.resolve(name);
    }

    private static long count(String name, Predicate<TraceEvent> wanted) {
        try (Recording recording = Recording.open(rec(name))) {
            EventReader reader = recording.reader();
            long n = 0;
            while (reader.next()) {
                n += wanted.test(reader.event()) ? 1 : 0;
            }
            return n;
        }
    }

    @Test
    void everyEventIsALineUnlessItRecurs() {
        Result log = run("log", rec("hyp"));
        assertThat(log.status()).isEqualTo(ExitCodes.OK);
        assertThat(log.err()).isEmpty();
        long lines =
                log.lines().stream().filter(l -> !l.contains(" times, every ")).count();
        assertThat(lines).isLessThanOrEqualTo(count("hyp", e -> true)).isGreaterThan(1000);
        assertThat(log.lines().getLast()).contains("machine-end").endsWith("poweroff");
    }

    @Test
    void whereAGuestDiedIsNamed() {
        Result log = run("log", rec("demo"), "--mode", "abt");
        assertThat(log.lines()).singleElement().asString().contains("init_task", "address 0x8000001f");
        assertThat(log.out()).contains("data abort at 0x40200a98 init_task+0x34");
    }

    @Test
    void aPollingLoopIsALineAnInterrupt() {
        Result log = run("log", rec("poll"));
        assertThat(log.lines()).hasSizeLessThan(3000);
        assertThat(log.out())
                .contains("pl011 FR = 0x90  [28566 times, every 7 instructions, to #114433, count 999199]");
        Result last = run("log", rec("poll"), "--last", 2);
        assertThat(last.lines()).hasSize(2);
        assertThat(last.lines().getFirst()).contains("state-hash");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hyp    | --kind trap",
                "hyp    | --kind TRAP,world_switch",
                "hyp    | --cpu 1",
                "hyp    | --cpu 1 --kind exception-taken",
                "hyp    | --mode usr,und",
                "hyp    | --hypercall 0xffffffff",
                "hyp    | --hypercall psci_version",
                "hyp    | --irq 27,25",
                "hyp    | --domain 2",
                "events | --kind dma,input",
                "events | --address 0x0a000000-0x0a0001ff",
                "events | --address 0x04000000+0x4000000 --kind own-memory-written",
            })
    void aFilterShowsWhatItsOptionsSayAndNothingElse(String name, String filter) {
        List<Object> words = new ArrayList<>(List.of("log", rec(name), "--json"));
        words.addAll(List.of(filter.split(" ")));
        Result log = run(words.toArray());
        assertThat(log.status()).isEqualTo(ExitCodes.OK);
        assertThat(events(log)).as("%s", filter).isEqualTo(count(name, wanted(filter)));
        assertThat(events(log)).isPositive();
    }

    /** How many events the lines of JSON stand for. */
    private static long events(Result log) {
        long n = 0;
        for (String line : log.lines()) {
            if (line.contains("\"kind\": \"run\"")) {
                Matcher times = Pattern.compile("\"times\": ([0-9]+)").matcher(line);
                while (times.find()) {
                    n += Long.parseLong(times.group(1));
                }
            } else {
                n++;
            }
        }
        return n;
    }

    private static Predicate<TraceEvent> wanted(String filter) {
        Integer[] world = new Integer[8];
        return switch (filter) {
            case "--kind trap" -> TraceEvent.ExceptionTaken.class::isInstance;
            case "--kind TRAP,world_switch" ->
                e -> e instanceof TraceEvent.ExceptionTaken || e instanceof TraceEvent.WorldSwitch;
            case "--cpu 1" -> e -> e.cpu() == 1;
            case "--cpu 1 --kind exception-taken" -> e -> e instanceof TraceEvent.ExceptionTaken x && x.cpu() == 1;
            case "--mode usr,und" ->
                e -> e instanceof TraceEvent.ExceptionTaken x
                        && (x.fromMode() == 0x10 || x.toMode() == 0x10 || x.fromMode() == 0x1b || x.toMode() == 0x1b);
            case "--hypercall 0xffffffff" ->
                e -> e instanceof TraceEvent.Call c && c.number() == -1
                        || e instanceof TraceEvent.CallReturn r && r.number() == -1;
            case "--hypercall psci_version" ->
                e -> e instanceof TraceEvent.Call c && c.call() == CallKind.PSCI && c.number() == 0x8400_0000
                        || e instanceof TraceEvent.CallReturn r && r.number() == 0x8400_0000;
            case "--irq 27,25" ->
                e -> switch (e) {
                    case TraceEvent.PrivateLine l -> l.intid() == 27 || l.intid() == 25;
                    case TraceEvent.Acknowledged a -> a.intid() == 27 || a.intid() == 25;
                    case TraceEvent.Ended x -> x.intid() == 27 || x.intid() == 25;
                    case TraceEvent.Injected i -> i.intid() == 27 || i.intid() == 25;
                    default -> false;
                };
            case "--domain 2" ->
                e -> {
                    if (e instanceof TraceEvent.WorldSwitch w) {
                        world[w.cpu()] = (int) (w.vttbr() >>> 48) & 0xff;
                    }
                    return e.cpu() >= 0 && world[e.cpu()] != null && world[e.cpu()] == 2;
                };
            case "--kind dma,input" ->
                e -> e instanceof TraceEvent.MemoryWritten
                        || e instanceof TraceEvent.MemoryWrittenFromImage
                        || e instanceof TraceEvent.OwnMemoryWritten
                        || e instanceof TraceEvent.Input;
            case "--address 0x0a000000-0x0a0001ff" ->
                e -> e instanceof TraceEvent.DeviceRead r && r.pa() >>> 9 == 0x0a00_0000L >>> 9
                        || e instanceof TraceEvent.DeviceWrite w && w.pa() >>> 9 == 0x0a00_0000L >>> 9;
            case "--address 0x04000000+0x4000000 --kind own-memory-written" ->
                TraceEvent.OwnMemoryWritten.class::isInstance;
            default -> throw new IllegalArgumentException(filter);
        };
    }

    @Test
    void aDomainIsThatOfItsWorldAlsoWhereOnlyTheEndIsShown() {
        List<String> all = run("log", rec("hyp"), "--domain", 1, "--json").lines();
        List<String> last =
                run("log", rec("hyp"), "--domain", 1, "--json", "--last", 5).lines();
        assertThat(last).isEqualTo(all.subList(all.size() - 5, all.size()));
    }

    @Test
    void aRangeIsWhatLiesBetweenItsPositions() {
        List<String> all = run("log", rec("demo"), "--kind", "trap,irq").lines();
        List<String> some = run("log", rec("demo"), "--kind", "trap,irq", "--from", "#200", "--to", "2_000_000")
                .lines();
        assertThat(some).isNotEmpty().isSubsetOf(all);
        List<String> around = run("log", rec("demo"), "--around", "text:/Panic on/", "--context", 3)
                .lines();
        assertThat(around).hasSize(7);
        assertThat(around.get(3)).contains("console").endsWith("'n'");
        List<String> last =
                run("log", rec("demo"), "--kind", "trap,irq", "--last", 30).lines();
        assertThat(last).isEqualTo(all.subList(all.size() - 30, all.size()));
        assertThat(run("log", rec("demo"), "--last", 1000000).lines())
                .isEqualTo(run("log", rec("demo")).lines());
    }

    @Test
    void aPlaceMayBeWhereASymbolIsReached() {
        String at = run("log", rec("demo"), "--mode", "abt", "--json").lines().getFirst();
        long died = Long.parseLong(at.replaceFirst(".*\"count\": (\\d+),.*", "$1"));
        long reached = run("log", rec("demo"), "--from", "sym:init_task", "--json").lines().stream()
                .mapToLong(l -> Long.parseLong(l.replaceFirst(".*?\"count\": (\\d+),.*", "$1")))
                .findFirst()
                .orElseThrow();
        assertThat(reached).as("init_task is where it died").isLessThanOrEqualTo(died);
        Result around = run("log", rec("demo"), "--around", "sym:init_task", "--context", 5);
        assertThat(around.status()).isEqualTo(ExitCodes.OK);
        assertThat(around.lines()).hasSizeBetween(10, 11);
        List<String> all = run("log", rec("demo")).lines();
        List<String> before = run("log", rec("demo"), "--to", "sym:init_task").lines();
        assertThat(before).isNotEmpty().isEqualTo(all.subList(0, before.size()));
    }

    @Test
    void theConsoleHasPositionsThatLeadBackToIt() {
        List<String> lines = run("log", rec("demo"), "--console").lines();
        assertThat(lines).first().asString().endsWith("demo: a small kernel on board virt");
        String panic = lines.stream()
                .filter(l -> l.contains("Panic on CPU"))
                .findFirst()
                .orElseThrow();
        String number = panic.strip().split(" +")[0];
        assertThat(run("log", rec("demo"), "--around", number, "--context", 0).out())
                .contains("console")
                .endsWith("'P'\n");
        assertThat(run("log", rec("demo"), "--console", "--last", 2).lines())
                .isEqualTo(lines.subList(lines.size() - 2, lines.size()));
        assertThat(run("log", rec("demo"), "--console", "--json", "--last", 1).out())
                .contains(
                        "\"kind\": \"console-line\"",
                        "\"text\": \"The kernel is dead; powering off.\"",
                        "\"last_count\"");
    }

    @Test
    void jsonIsReadByAnotherProgram() throws IOException, InterruptedException {
        assumeThat(Tools.present("python3")).isTrue();
        Path file = Files.writeString(
                directory.resolve("poll.jsonl"),
                run("log", rec("poll"), "--json").out());
        Tools.Result python = Tools.run(List.of("python3", "-c", """
                        import json, sys
                        n = 0
                        for line in open(sys.argv[1]):
                            e = json.loads(line)
                            n += e['repeat']['events'] if 'repeat' in e else 1
                            if 'repeat' in e:
                                assert e['repeat']['last_number'] == e['number'] + e['repeat']['events'] - 1
                                assert sum(x['times'] for x in e['events']) == e['repeat']['events']
                        print(n)
                        """, file.toString()));
        assertThat(python.err()).isEmpty();
        assertThat(python.out().strip()).isEqualTo(String.valueOf(count("poll", e -> true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "hyp", "demo"})
    void aTimeLineIsWellFormedAndHasASliceForEachThing(String name) throws IOException, InterruptedException {
        assumeThat(Tools.present("python3")).isTrue();
        Path file = directory.resolve(name + ".json");
        assertThat(run("log", rec(name), "--perfetto", file).status()).isEqualTo(ExitCodes.OK);
        Tools.Result python = Tools.run(List.of("python3", "-c", """
                        import json, sys
                        stacks, times, names, begun = {}, {}, {}, {}
                        for e in json.load(open(sys.argv[1]))['traceEvents']:
                            t = e.get('tid')
                            if e['ph'] == 'M':
                                if e['name'] == 'thread_name': names[t] = e['args']['name']
                                continue
                            assert e['ts'] >= times.get(t, 0), e
                            times[t] = e['ts']
                            stack = stacks.setdefault(t, [])
                            if e['ph'] == 'B': stack.append(e['name'])
                            if e['ph'] == 'E': assert stack.pop() == e['name'], e
                            if e['ph'] == 'B' and 'number' in e['args'] or e['ph'] == 'i':
                                kind = names[t].split(' ', 1)[1] if names[t].startswith('cpu') else names[t]
                                begun[kind] = begun.get(kind, 0) + 1
                        assert not any(stacks.values()), stacks
                        for kind in ['mode', 'interrupts', 'virtual interrupts', 'calls', 'sleep', 'console']:
                            print(kind, begun.get(kind, 0))
                        """, file.toString()));
        assertThat(python.err()).isEmpty();
        long lines = run("log", rec(name), "--console").lines().stream()
                .filter(l -> l.strip().split(" +").length > 3)
                .count();
        assertThat(python.out().lines())
                .containsExactly(
                        "mode " + count(name, TraceEvent.ExceptionTaken.class::isInstance),
                        "interrupts " + count(name, e -> e instanceof TraceEvent.Acknowledged a && !a.virtual()),
                        "virtual interrupts " + count(name, e -> e instanceof TraceEvent.Acknowledged a && a.virtual()),
                        "calls " + count(name, TraceEvent.Call.class::isInstance),
                        "sleep " + count(name, TraceEvent.Sleep.class::isInstance),
                        "console " + lines);
    }

    @Test
    void symbolsComeFromAFile() throws IOException {
        Path map = Files.writeString(directory.resolve("map"), "40200000 T everything\n");
        assertThat(run("log", rec("demo"), "--mode", "abt", "--symbols", map).out())
                .contains("everything+0xa98");
        Path elf = directory.resolve("demo-symbols.elf");
        Result info = run("info", rec("demo"), "--symbols-to", elf);
        assertThat(info.status()).isEqualTo(ExitCodes.OK);
        assertThat(run("log", rec("demo"), "--mode", "abt", "--symbols", elf).out())
                .contains("init_task+0x34");
    }

    @Test
    void infoTellsWhatWasRecorded() {
        Result info = run("info", rec("demo"));
        assertThat(info.out())
                .contains(
                        "panic: the guest panicked",
                        "3,527,005 instructions, 0.009025811s of virtual time, events #1 to #14755",
                        "trap 1, hypercall 0, irq 58",
                        "bytes per 1,000 instructions",
                        "kernel",
                        "memory 134217728");
        assertThat(run("info", rec("demo"), "--json").out())
                .contains("\"end\": \"panic\"", "\"instructions\": 3527005", "\"irq\": 58", "\"role\": \"kernel\"");
    }

    @Test
    void aKilledRecordersEventsAreCounted() throws IOException {
        Path killed = directory.resolve("killed");
        run("pack", rec("hyp"), directory.resolve("for-killed"));
        run("unpack", directory.resolve("for-killed"), killed);
        String ended = run("info", killed).out();
        Files.delete(killed.resolve("end.json"));
        String info = run("info", killed).out();
        assertThat(info).contains("the recorder was killed");
        assertThat(line(info, "events:")).isEqualTo(line(ended, "events:"));
    }

    private static String line(String text, String name) {
        return text.lines().filter(l -> l.contains(name)).findFirst().orElseThrow();
    }

    @Test
    void aPackIsReadAsItIsAndUnpacksToTheSame() {
        Path pack = directory.resolve("demo.pack");
        Path again = directory.resolve("demo.again");
        Result packed = run("pack", rec("demo"), pack);
        assertThat(packed.status()).isEqualTo(ExitCodes.OK);
        assertThat(packed.err()).contains("packed 14,755 events", "KiB of");
        assertThat(run("log", pack).out()).isEqualTo(run("log", rec("demo")).out());
        assertThat(run("unpack", pack, again).status()).isEqualTo(ExitCodes.OK);
        assertThat(run("log", again).out()).isEqualTo(run("log", rec("demo")).out());
        for (Object[] there : new Object[][] {{"pack", rec("demo"), pack}, {"unpack", pack, again}}) {
            Result refused = run(there);
            assertThat(refused.status()).isEqualTo(ExitCodes.UNUSABLE);
            assertThat(refused.err()).contains("exists already", "--force").hasLineCount(1);
            Object[] forced = Arrays.copyOf(there, 4);
            forced[3] = "--force";
            assertThat(run(forced).status()).isEqualTo(ExitCodes.OK);
        }
    }

    @Test
    void whatStandsBeforeDamageIsShownAndTheDamageIsTold() throws IOException {
        Path damaged = directory.resolve("damaged");
        run("pack", rec("demo"), directory.resolve("for-damage"));
        run("unpack", directory.resolve("for-damage"), damaged);
        Path log = damaged.resolve("events/000000/19700101.cq4");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length - 5000] ^= 1;
        Files.write(log, bytes);
        Result shown = run("log", damaged);
        assertThat(shown.status()).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(shown.err()).contains("is damaged", "can still be read").hasLineCount(1);
        assertThat(run("pack", damaged, directory.resolve("never")).status()).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void aRecordingIsFollowedUntilItEnds() throws InterruptedException {
        Path live = directory.resolve("live");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Thread follower;
        int[] status = {-1};
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(live);
                Recording like = Recording.open(rec("demo"));
                RecordingWriter writer = started(preparation, like)) {
            writer.sink().note(1, "first");
            writer.flush(1);
            follower = Thread.ofPlatform()
                    .start(() -> status[0] = Main.execute(
                            new String[] {"log", live.toString(), "--follow"},
                            shown,
                            new PrintWriter(Writer.nullWriter()),
                            new PrintWriter(Writer.nullWriter()),
                            false));
            while (!shown.toString(StandardCharsets.UTF_8).contains("first")) {
                Thread.onSpinWait();
            }
            writer.sink().note(2, "second");
            writer.flush(2);
            while (!shown.toString(StandardCharsets.UTF_8).contains("second")) {
                Thread.onSpinWait();
            }
            writer.sink().note(3, "third");
            writer.end(EndKind.POWEROFF, "it ended", 3, 3, Optional.empty(), Map.of());
        }
        follower.join();
        assertThat(status[0]).isEqualTo(ExitCodes.OK);
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("third");
    }

    private static RecordingWriter started(RecordingWriter.Preparation preparation, Recording like) {
        like.images().forEach(sha256 -> preparation.putImage(like.image(sha256)));
        return preparation.start(like.manifest(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kind foo",
                "--mode foo",
                "--address 5-4",
                "--address x",
                "--hypercall 0x123456789",
                "--cpu x",
                "--from sym:no_such_symbol",
                "--from 99999999999",
                "--to #0",
                "--around text:/nowhere/",
                "--around 5 --last 3",
                "--context 5",
                "--last -1",
                "--follow --to 5",
                "--console --irq 3",
                "--perfetto x.json --json",
                "--symbols /nowhere/at/all",
            })
    void whatCannotBeDoneIsOneLineAndStatusTwo(String options) {
        List<Object> words = new ArrayList<>(List.of("log", rec("demo")));
        words.addAll(List.of(options.split(" ")));
        Result refused = run(words.toArray());
        assertThat(refused.status()).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("trapline: ").contains("Next: ").hasLineCount(1);
    }
}
