package dev.trapline.replay.junit;

import dev.trapline.recorder.schema.EndKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that {@link RecordingExtensionTest} runs; some are to fail, so nothing else must find them. */
final class ExtensionCases {
    /** Where the annotations look: the directory the tests run in is the module's. */
    static final String PLACE = "target/recording-extension/";

    /** What the tests were given, in order. */
    static final List<ReplayedRecording> GIVEN = new ArrayList<>();

    @ReplayOf(PLACE + "exact.rec")
    static class Named {
        @Test
        void ofTheClass(ReplayedRecording rec) {
            GIVEN.add(rec);
            rec.exact().endedBy(EndKind.POWEROFF).assertConsoleContains("world");
        }

        @Test
        void againOfTheClass(ReplayedRecording rec) {
            GIVEN.add(rec);
            rec.assertConsoleContains("no such text");
        }

        @Test
        @ReplayOf(value = PLACE + "exact.rec", how = How.VERIFY)
        void ofTheMethod(ReplayedRecording rec) {
            GIVEN.add(rec);
            rec.exact();
        }

        @Test
        void ofTheParameter(@ReplayOf(PLACE + "diverging.rec") ReplayedRecording rec) {
            rec.exact();
        }

        @Test
        void gone(@ReplayOf(PLACE + "gone.rec") ReplayedRecording rec) {
            rec.exact();
        }

        @Nested
        class Inner {
            @Test
            void ofTheClassAround(ReplayedRecording rec) {
                GIVEN.add(rec);
                rec.exact();
            }
        }
    }

    static class Unnamed {
        @Test
        @ExtendWith(RecordingExtension.class)
        void ofNothing(ReplayedRecording rec) {
            rec.exact();
        }
    }

    private ExtensionCases() {}
}
