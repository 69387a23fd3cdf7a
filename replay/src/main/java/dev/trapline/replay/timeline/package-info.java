/** Going to any place of a recording, forwards and backwards. */
@NullMarked
package dev.trapline.replay.timeline;

import org.jspecify.annotations.NullMarked;
