/** Debuggers on recordings: history as a machine that goes forwards and backwards. */
@NullMarked
package dev.trapline.replay.debug;

import org.jspecify.annotations.NullMarked;
