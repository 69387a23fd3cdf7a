/** Packets as types: what clients ask, what is answered, and how both look on the wire. Framing is elsewhere. */
@NullMarked
package dev.trapline.gdbstub.packet;

import org.jspecify.annotations.NullMarked;
