package dev.trapline.replay.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the recording that a test's {@link ReplayedRecording} parameter is to be: at the parameter itself, at the method or
 * at the class. The nearest one counts.
 *
 * <pre>
 * &#64;Test
 * void theMailboxIsTakenEmpty(&#64;ReplayOf("recordings/race.rec") ReplayedRecording race) {
 *     race.endedBy(EndKind.PANIC).assertConsoleContains("the mailbox was taken empty");
 * }
 * </pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(RecordingExtension.class)
public @interface ReplayOf {
    /** The recording, a directory or a pack; relative to the directory the tests run in. */
    String value();

    /** How it is run again. */
    How how() default How.REPLAY;
}
