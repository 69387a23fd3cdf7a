@NullMarked
package dev.trapline.emu.device.disk;

import org.jspecify.annotations.NullMarked;
