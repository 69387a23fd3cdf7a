/** The server: sockets, a thread for each client, and limits. */
@NullMarked
package dev.trapline.gdbstub.net;

import org.jspecify.annotations.NullMarked;
