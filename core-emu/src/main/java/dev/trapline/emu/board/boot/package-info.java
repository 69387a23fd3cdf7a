/** Images and where they go: what a machine holds in memory and registers before its first instruction. */
@NullMarked
package dev.trapline.emu.board.boot;

import org.jspecify.annotations.NullMarked;
