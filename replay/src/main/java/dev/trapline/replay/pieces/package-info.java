/** Verifying a recording in pieces, from checkpoint to checkpoint, that know nothing of each other. */
@NullMarked
package dev.trapline.replay.pieces;

import org.jspecify.annotations.NullMarked;
