/** The guests of a hypervisor as worlds of a debugger: their lives, their vCPUs, and what these were when they last ran. */
@NullMarked
package dev.trapline.emu.world;

import org.jspecify.annotations.NullMarked;
