package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.read.Recording;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher hides what it prints: that the commands in it still exist is seen here. */
class WarmUpCommandTest {
    @Test
    void everyProgramIsRecordedToItsEnd(@TempDir Path dir) {
        String demo = Fixtures.path("recording/demo.elf").toString();
        StringWriter err = new StringWriter();
        PrintWriter told = new PrintWriter(err, true);
        int status = Main.execute(
                new String[] {"warm-up", dir.toString(), demo, demo},
                OutputStream.nullOutputStream(),
                told,
                told,
                false);
        assertThat(status).as(err.toString()).isEqualTo(ExitCodes.OK);
        for (String name : new String[] {"program0", "program1"}) {
            try (Recording recording = Recording.open(dir.resolve(name))) {
                assertThat(recording.ending()).get().extracting(Ending::why).isEqualTo(Ending.Why.ENDED);
            }
        }
    }
}
