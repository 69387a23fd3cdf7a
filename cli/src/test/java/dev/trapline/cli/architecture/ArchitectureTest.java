package dev.trapline.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.trapline.cli.counterexample.CliBreaches;
import dev.trapline.emu.counterexample.EmuBreaches;
import dev.trapline.emu.counterexample.HostBreaches;
import dev.trapline.fixtures.counterexample.FixturesBreaches;
import dev.trapline.gdbstub.counterexample.GdbstubBreaches;
import dev.trapline.hv.counterexample.HvBreaches;
import dev.trapline.recorder.counterexample.RecorderBreaches;
import dev.trapline.replay.counterexample.ReplayBreaches;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trapline");

    private static final JavaClasses BREACHES = new ClassFileImporter()
            .importPackages(Rooms.TABLE.stream()
                    .map(room -> room.root() + ".counterexample")
                    .toArray(String[]::new));

    @Test
    void everyModuleIsLookedAt() {
        for (Rooms.Room room : Rooms.TABLE) {
            assertThat(MAIN.stream().filter(room::owns))
                    .as("classes of %s (its package-info at the least)", room.root())
                    .isNotEmpty();
        }
        assertThat(MAIN.stream().filter(type -> type.getName().contains("counterexample")))
                .as("tests are not part of the product")
                .isEmpty();
    }

    @Test
    void modulesUseOnlyWhatTheTableAllows() {
        assertHolds(Rooms.rule());
    }

    @Test
    void theMachineAndTheModelKnowNothingOfTheHost() {
        assertHolds(LawOne.rule());
    }

    @Test
    void everyPackageIsNullMarked() {
        assertHolds(NullMarking.rule());
    }

    static Stream<Class<?>> breachesOfTheTable() {
        return Stream.of(
                        EmuBreaches.class,
                        HvBreaches.class,
                        RecorderBreaches.class,
                        ReplayBreaches.class,
                        GdbstubBreaches.class,
                        CliBreaches.class,
                        FixturesBreaches.class)
                .flatMap(all -> Stream.of(all.getDeclaredClasses()));
    }

    @ParameterizedTest
    @MethodSource("breachesOfTheTable")
    void aBreachOfTheTableIsFound(Class<?> breach) {
        assertBreaks(breach, Rooms.rule());
    }

    static Stream<Class<?>> breachesOfLawOne() {
        return Stream.of(HostBreaches.class.getDeclaredClasses());
    }

    @ParameterizedTest
    @MethodSource("breachesOfLawOne")
    void aLookAtTheHostIsFound(Class<?> breach) {
        assertBreaks(breach, LawOne.rule());
    }

    @Test
    void aPackageWithoutNullMarkedIsFound() {
        assertBreaks(HostBreaches.class, NullMarking.rule());
    }

    @Test
    void orderedCollectionsAreNoBreach() {
        assertThat(evaluate(LawOne.rule(), EmuBreaches.class).hasViolation()).isFalse();
    }

    private static void assertHolds(ArchRule rule) {
        assertThat(rule.evaluate(MAIN).getFailureReport().getDetails().stream().distinct())
                .as(rule.getDescription())
                .isEmpty();
    }

    private static void assertBreaks(Class<?> breach, ArchRule rule) {
        assertThat(evaluate(rule, breach).hasViolation())
                .as("%s must break the rule: %s", breach.getName(), rule.getDescription())
                .isTrue();
    }

    private static EvaluationResult evaluate(ArchRule rule, Class<?> type) {
        return rule.evaluate(BREACHES.that(DescribedPredicate.describe(
                type.getName(), found -> found.getName().equals(type.getName()))));
    }
}
