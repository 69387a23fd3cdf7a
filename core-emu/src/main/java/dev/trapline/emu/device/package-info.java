/** Device models. They reach the machine only through {@link dev.trapline.emu.mem.DeviceBus}, and see offsets, never addresses. */
@NullMarked
package dev.trapline.emu.device;

import org.jspecify.annotations.NullMarked;
