package dev.trapline.cli;

import dev.trapline.cli.run.Json;
import dev.trapline.cli.run.OrderedJobs;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.Summary;
import dev.trapline.cli.verify.JUnitXml;
import dev.trapline.cli.verify.Verified;
import dev.trapline.emu.Behaviour;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline verify}: recordings run again with live devices, everything compared. */
@Command(
        name = "verify",
        header = "Run recordings again with live devices and compare.",
        description = {
            "",
            "Where 'replay' feeds what devices did, 'verify' runs them and compares them too; only what was typed and what"
                    + " came from the network is fed. Checkpoints are compared with the machine, and cut a recording into parts"
                    + " that are run at a time.",
            "",
            "  trapline verify boot.rec other.rec"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private static final Map<Integer, String> WORDS =
            Map.of(ExitCodes.OK, "exact", ExitCodes.FAILED, "not exact", ExitCodes.UNUSABLE, "unusable");

    /** For each thread, so that none is left idle by one piece that takes long. */
    private static final int PIECES = 3;

    @Parameters(arity = "1..*", paramLabel = "REC", description = "Recordings, directories or packed.")
    private List<Path> recordings = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Pieces at a time: recordings, and their parts between checkpoints; results are the same, and"
                    + " in the order given. Default: as many as processors.")
    private Optional<String> atATime = Optional.empty();

    @Option(
            names = "--junit-xml",
            paramLabel = "F",
            description =
                    "Write the results to F as JUnit's XML, which CI servers read: a test case for each recording.")
    private Optional<Path> junitXml = Optional.empty();

    @Option(
            names = "--summary",
            paramLabel = "F",
            description =
                    "Write how it ended, and whether it was exact, to F, as JSON: an object; of several recordings"
                            + " an array of such.")
    private Optional<Path> summary = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws ExecutionException, InterruptedException, IOException {
        Optional<OutputFile> report = junitXml.map(f -> new OutputFile("the results", "--junit-xml", f));
        report.ifPresent(OutputFile::check);
        Optional<OutputFile> summaryFile = summary.map(Summary::file);
        summaryFile.ifPresent(OutputFile::check);
        VerifyJob.Distance distance = new VerifyJob.Distance();
        Progress progress = Progress.on(err());
        List<Verified> results = new ArrayList<>();
        int threads = Numbers.jobs(atATime);
        int pieces = threads == 1 ? 1 : Math.ceilDiv(PIECES * threads, recordings.size());
        try (OrderedJobs<VerifyJob.Result> jobs = new OrderedJobs<>(
                threads,
                recordings.stream()
                        .flatMap(r -> VerifyJob.of(r, pieces, distance, summary.isPresent()).stream())
                        .iterator())) {
            VerifiedPieces done = new VerifiedPieces();
            while (jobs.hasNext()) {
                VerifyJob.Result piece = jobs.next(() -> progress.tick(distance.instructions(), distance.virtualNs()));
                done.add(piece).ifPresent(result -> {
                    progress.clear();
                    result.lines().forEach(l -> tell(result.recording() + ": " + l));
                    results.add(result);
                });
            }
        } finally {
            progress.clear();
        }
        if (results.size() > 1) {
            tell(tally(results));
        }
        if (report.isPresent()) {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("trapline", Version.number());
            properties.put("behaviour", String.valueOf(Behaviour.VERSION));
            report.get().write(JUnitXml.write(results, properties));
        }
        summaryFile.ifPresent(file -> file.write(summaries(results).getBytes(StandardCharsets.UTF_8)));
        return results.stream().mapToInt(VerifyCommand::status).max().orElse(ExitCodes.OK);
    }

    /** One recording's summary is shaped as a run's; of several each says which it is of. */
    private static String summaries(List<Verified> results) {
        List<Map<String, Object>> all =
                results.stream().map(VerifyCommand::members).toList();
        return Json.write(all.size() == 1 ? all.getFirst() : all);
    }

    private static Map<String, Object> members(Verified result) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("recording", result.recording());
        result.summary().map(Summary::members).ifPresent(members::putAll);
        if (result.outcome() instanceof Verified.Outcome.Failed failed) {
            members.put("exact", false);
            members.put("error", failed.line());
        }
        return members;
    }

    private static int status(Verified result) {
        return switch (result.outcome()) {
            case Verified.Outcome.Ran ran -> ExitCodes.of(ran.report().verdict());
            case Verified.Outcome.Failed failed -> ExitCodes.of(failed.cause());
        };
    }

    private static String tally(List<Verified> results) {
        Map<Integer, Long> counts = new TreeMap<>();
        results.forEach(r -> counts.merge(status(r), 1L, Long::sum));
        return results.size() + " recordings: "
                + counts.entrySet().stream()
                        .map(e -> e.getValue() + " " + WORDS.getOrDefault(e.getKey(), "failed"))
                        .collect(Collectors.joining(", "));
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void tell(String line) {
        err().println("trapline: " + line);
        err().flush();
    }
}
