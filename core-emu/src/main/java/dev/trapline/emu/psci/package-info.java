/** PSCI firmware calls. */
@NullMarked
package dev.trapline.emu.psci;

import org.jspecify.annotations.NullMarked;
