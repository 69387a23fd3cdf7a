/** Disks: images that are only read, and the overlay in memory that takes what a guest writes. */
@NullMarked
package dev.trapline.emu.device.disk;

import org.jspecify.annotations.NullMarked;
