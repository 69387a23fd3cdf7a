/**
 * Virtio devices on the MMIO transport, after "Virtual I/O Device (VIRTIO) Version 1.2" (OASIS, 2022), cited as
 * {@code virtio 1.2}.
 */
@NullMarked
package dev.trapline.emu.device.virtio;

import org.jspecify.annotations.NullMarked;
