package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which gdb is taken, of those in the directories of a PATH. */
class GdbProgramTest {
    @TempDir
    Path first;

    @TempDir
    Path second;

    private GdbProgram both() {
        return new GdbProgram(first + ":" + second);
    }

    @Test
    void theNameThatIsForArmGoesBeforeTheOthersWhereverItIs() throws IOException {
        StubGdb.knowing(first, "gdb");
        Path cross = StubGdb.knowing(first, "arm-none-eabi-gdb");
        assertThat(both().find()).contains(cross);
        Path all = StubGdb.knowing(second, "gdb-multiarch");
        assertThat(both().find()).contains(all);
    }

    @Test
    void oneThatDoesNotKnowArmIsPassedOver() throws IOException {
        StubGdb.ignorant(first, "gdb-multiarch", 1);
        StubGdb.ignorant(first, "arm-none-eabi-gdb", 0);
        Path knows = StubGdb.knowing(second, "gdb");
        assertThat(both().find()).contains(knows);
        assertThat(both().required()).isEqualTo(knows);
    }

    @Test
    void whatCannotBeExecutedIsNoProgram() throws IOException {
        Files.writeString(first.resolve("gdb-multiarch"), "text");
        Files.createDirectory(first.resolve("gdb"));
        StubGdb.program(second, "arm-none-eabi-gdb", "").toFile().setExecutable(false, false);
        assertThat(both().find()).isEmpty();
        Path knows = StubGdb.knowing(second, "gdb-multiarch");
        assertThat(both().find()).contains(knows);
    }

    @Test
    void thatThereIsNoneIsOneLineThatSaysWhatToDo() throws IOException {
        StubGdb.ignorant(first, "gdb", 1);
        for (GdbProgram none : new GdbProgram[] {both(), new GdbProgram(second.toString()), new GdbProgram("")}) {
            assertThat(none.find()).isEmpty();
            assertThatThrownBy(none::required)
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessage("no gdb here knows ARM (tried gdb-multiarch, arm-none-eabi-gdb, gdb)."
                            + " Next: apt-get install gdb-multiarch");
        }
    }

    @Test
    @Timeout(20)
    void oneThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
        StubGdb.program(first, "gdb-multiarch", "exec sleep 1000\n");
        Path knows = StubGdb.knowing(second, "gdb");
        assertThat(new GdbProgram(first + ":" + second, Duration.ofSeconds(1)).find())
                .contains(knows);
    }
}
