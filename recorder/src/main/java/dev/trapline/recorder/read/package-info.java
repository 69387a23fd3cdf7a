/** Reading a recording. */
@NullMarked
package dev.trapline.recorder.read;

import org.jspecify.annotations.NullMarked;
