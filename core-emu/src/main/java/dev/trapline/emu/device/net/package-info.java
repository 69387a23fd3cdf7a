/**
 * The closed network of {@code --net}: one guest, a gateway, a name server, and servers played from a script. A pure
 * function of the guest's frames and virtual time; it never touches the host's network.
 */
@NullMarked
package dev.trapline.emu.device.net;

import org.jspecify.annotations.NullMarked;
