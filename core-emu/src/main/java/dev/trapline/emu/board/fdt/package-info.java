/** Flattened device trees: read strictly, edited, written (Devicetree Specification v0.4, chapter 5). */
@NullMarked
package dev.trapline.emu.board.fdt;

import org.jspecify.annotations.NullMarked;
