@NullMarked
package dev.trapline.emu.device.virtio;

import org.jspecify.annotations.NullMarked;
