/** The event log on disk: written by Chronicle Queue, read without it. The only place that knows Chronicle. */
@NullMarked
package dev.trapline.recorder.chronicle;

import org.jspecify.annotations.NullMarked;
