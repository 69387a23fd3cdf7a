/** Places in a run as people name them, and where a recording's events say that they are. */
@NullMarked
package dev.trapline.replay.position;

import org.jspecify.annotations.NullMarked;
