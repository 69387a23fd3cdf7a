/** Replaying a recording: feeding its inputs, checking its observations, seeking and reversing. */
@NullMarked
package dev.trapline.replay;

import org.jspecify.annotations.NullMarked;
