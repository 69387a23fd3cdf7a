/** The machine: a deterministic ARM multiprocessor, its devices and boards, and the ports others plug into. */
@NullMarked
package dev.trapline.emu;

import org.jspecify.annotations.NullMarked;
