/** Comparing two recordings: where two runs part, in what they were given, did, executed and held in memory. */
@NullMarked
package dev.trapline.replay.diff;

import org.jspecify.annotations.NullMarked;
