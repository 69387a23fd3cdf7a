/** Running instructions: the interpreter, its generated dispatcher, and entry to exceptions. */
@NullMarked
package dev.trapline.emu.exec;

import org.jspecify.annotations.NullMarked;
