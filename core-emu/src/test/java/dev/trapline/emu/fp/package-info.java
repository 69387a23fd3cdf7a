@NullMarked
package dev.trapline.emu.fp;

import org.jspecify.annotations.NullMarked;
