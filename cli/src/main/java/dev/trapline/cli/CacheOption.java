package dev.trapline.cli;

import dev.trapline.replay.timeline.Timeline;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --cache}, of all commands that go back and forth in a recording. */
final class CacheOption {
    @Option(
            names = "--cache",
            paramLabel = "SIZE",
            description =
                    "Memory for checkpoints of a recording, of all debuggers together, if several attach. Default: 2G.")
    private Optional<String> size = Optional.empty();

    boolean isGiven() {
        return size.isPresent();
    }

    Timeline.Settings settings() {
        return size.map(s -> new Timeline.Settings(Numbers.size("--cache", s), Timeline.Settings.DEFAULT.jobs()))
                .orElse(Timeline.Settings.DEFAULT);
    }
}
