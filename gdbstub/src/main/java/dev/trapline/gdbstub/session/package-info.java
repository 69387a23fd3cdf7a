/** What each packet does to a debug target, for one client. Knows no sockets. */
@NullMarked
package dev.trapline.gdbstub.session;

import org.jspecify.annotations.NullMarked;
