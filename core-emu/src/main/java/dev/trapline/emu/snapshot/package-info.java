/** One canonical byte form for the state of every part. */
@NullMarked
package dev.trapline.emu.snapshot;

import org.jspecify.annotations.NullMarked;
