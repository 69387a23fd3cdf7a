/** What others plug into the machine: observation, input, output. */
@NullMarked
package dev.trapline.emu.port;

import org.jspecify.annotations.NullMarked;
