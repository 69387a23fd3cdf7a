/** Scripted input: its text, positions and times, and the source that plays it to a machine. */
@NullMarked
package dev.trapline.cli.input;

import org.jspecify.annotations.NullMarked;
