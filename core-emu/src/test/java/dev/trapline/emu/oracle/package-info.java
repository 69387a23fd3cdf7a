/** Random instructions, in bulk, on this machine and on QEMU. */
@NullMarked
package dev.trapline.emu.oracle;

import org.jspecify.annotations.NullMarked;
