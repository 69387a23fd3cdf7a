/** Making a recording. */
@NullMarked
package dev.trapline.recorder.write;

import org.jspecify.annotations.NullMarked;
