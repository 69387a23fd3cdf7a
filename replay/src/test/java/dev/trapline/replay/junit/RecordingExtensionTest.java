package dev.trapline.replay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests with a recording as their parameter, run by JUnit's own launcher. */
class RecordingExtensionTest {
    @BeforeAll
    static void record() {
        remove();
        Path exact = SmallRecordings.exact(Path.of(ExtensionCases.PLACE + "exact.rec"), SmallRecordings.PRINTED);
        SmallRecordings.diverging(Path.of(ExtensionCases.PLACE + "diverging.rec"), exact);
    }

    @AfterAll
    static void remove() {
        if (Files.exists(Path.of(ExtensionCases.PLACE))) {
            try (Stream<Path> all = Files.walk(Path.of(ExtensionCases.PLACE))) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Runs the tests of a class; what each came to, "" for success, by the name of its method. */
    private static Map<String, String> run(Class<?> tests) {
        Map<String, String> results = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.put(
                            test.getDisplayName().replaceFirst("\\(.*", ""),
                            result.getThrowable().map(Throwable::toString).orElse(""));
                }
            }
        });
        return results;
    }

    @Test
    void testsPassAndFailByWhatTheirRecordingDoes() {
        ExtensionCases.GIVEN.clear();
        Map<String, String> results = run(ExtensionCases.Named.class);
        assertThat(results).hasSize(6);
        assertThat(results.get("ofTheClass")).isEmpty();
        assertThat(results.get("ofTheMethod")).isEmpty();
        assertThat(results.get("ofTheClassAround")).isEmpty();
        assertThat(results.get("againOfTheClass")).contains("printed no 'no such text'", "Next: trapline log ");
        assertThat(results.get("ofTheParameter"))
                .contains("AssertionError", "diverged at count ", "expected: ", "came: ", "before it:")
                .contains("Next: trapline log " + ExtensionCases.PLACE + "diverging.rec --around ");
        assertThat(results.get("gone")).contains("there is no recording " + ExtensionCases.PLACE + "gone.rec");
        assertThat(ExtensionCases.GIVEN.stream().distinct())
                .as("one for the class, which all share, and one that is verified")
                .hasSize(2);
    }

    @Test
    void aParameterWithoutANameSaysHowToGiveOne() {
        assertThat(run(ExtensionCases.Unnamed.class).get("ofNothing"))
                .contains("names no recording", "Next: put @ReplayOf(");
    }
}
