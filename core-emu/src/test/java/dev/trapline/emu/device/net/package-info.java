@NullMarked
package dev.trapline.emu.device.net;

import org.jspecify.annotations.NullMarked;
