/** The Xen model: a hypervisor re-created in Java on the machine of core-emu. */
@NullMarked
package dev.trapline.hv;

import org.jspecify.annotations.NullMarked;
