/** What a debugger attaches to: a machine's worlds, threads, registers and memory, and how it stops and goes on. */
@NullMarked
package dev.trapline.emu.debug;

import org.jspecify.annotations.NullMarked;
