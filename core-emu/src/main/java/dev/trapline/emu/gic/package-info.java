/** The GICv2: distributor, CPU interface, virtual interface. */
@NullMarked
package dev.trapline.emu.gic;

import org.jspecify.annotations.NullMarked;
