/** Checkpoints of a recording: the machine's whole state at some counts, kept so that replay need not begin at the start. */
@NullMarked
package dev.trapline.recorder.checkpoint;

import org.jspecify.annotations.NullMarked;
