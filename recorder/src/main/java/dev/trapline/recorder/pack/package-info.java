/** A recording as one compressed file. */
@NullMarked
package dev.trapline.recorder.pack;

import org.jspecify.annotations.NullMarked;
