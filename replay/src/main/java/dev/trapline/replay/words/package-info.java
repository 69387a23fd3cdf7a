/** Events and what is in them for people: one line each, with the names that addresses, registers, calls and interrupts have. */
@NullMarked
package dev.trapline.replay.words;

import org.jspecify.annotations.NullMarked;
