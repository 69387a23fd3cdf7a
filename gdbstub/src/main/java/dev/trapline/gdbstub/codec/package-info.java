/** Framing: how packets, acknowledgements and the interrupt character travel on a stream of bytes. */
@NullMarked
package dev.trapline.gdbstub.codec;

import org.jspecify.annotations.NullMarked;
