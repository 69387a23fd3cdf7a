/** The trace schema, and the recording on disk. */
@NullMarked
package dev.trapline.recorder;

import org.jspecify.annotations.NullMarked;
