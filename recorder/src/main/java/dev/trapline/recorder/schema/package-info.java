/** The trace schema: what is recorded, and its bytes. Here and nowhere else. */
@NullMarked
package dev.trapline.recorder.schema;

import org.jspecify.annotations.NullMarked;
