/** Semihosting: console, files and exit for guests that ask the host by a trap. */
@NullMarked
package dev.trapline.emu.semihosting;

import org.jspecify.annotations.NullMarked;
