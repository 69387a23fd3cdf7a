/** Running a recording again: feeding what came from outside, checking what the machine does. */
@NullMarked
package dev.trapline.replay.session;

import org.jspecify.annotations.NullMarked;
