@NullMarked
package dev.trapline.emu.device;

import org.jspecify.annotations.NullMarked;
