package dev.trapline.cli;

import dev.trapline.cli.run.OrderedJobs;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.verify.JUnitXml;
import dev.trapline.cli.verify.Verified;
import dev.trapline.emu.Behaviour;
import java.io.IOException;
import java.io.PrintWriter;
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
                    + " came from the network is fed. Disks must be where they were.",
            "",
            "  trapline verify boot.rec other.rec"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private static final Map<Integer, String> WORDS =
            Map.of(ExitCodes.OK, "exact", ExitCodes.FAILED, "not exact", ExitCodes.UNUSABLE, "unusable");

    @Parameters(arity = "1..*", paramLabel = "REC", description = "Recordings, directories or packed.")
    private List<Path> recordings = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Recordings at a time; results come in the order given. Default: as many as processors.")
    private Optional<String> atATime = Optional.empty();

    @Option(
            names = "--junit-xml",
            paramLabel = "F",
            description =
                    "Write the results to F as JUnit's XML, which CI servers read: a test case for each recording.")
    private Optional<Path> junitXml = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws ExecutionException, InterruptedException, IOException {
        Optional<OutputFile> report = junitXml.map(f -> new OutputFile("the results", "--junit-xml", f));
        report.ifPresent(OutputFile::check);
        VerifyJob.Distance distance = new VerifyJob.Distance();
        Progress progress = Progress.on(err());
        List<Verified> results = new ArrayList<>();
        // A recording whose parts between checkpoints are verified apart is as many jobs in a row.
        try (OrderedJobs<Verified> jobs = new OrderedJobs<>(
                Math.min(Numbers.jobs(atATime), recordings.size()),
                recordings.stream().map(r -> new VerifyJob(r, distance)).iterator())) {
            while (jobs.hasNext()) {
                Verified result = jobs.next(() -> progress.tick(distance.instructions(), distance.virtualNs()));
                progress.clear();
                result.lines().forEach(l -> tell(result.recording() + ": " + l));
                results.add(result);
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
        return results.stream().mapToInt(VerifyCommand::status).max().orElse(ExitCodes.OK);
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
