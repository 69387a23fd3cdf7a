/**
 * Names for guest addresses: read from ELF files, or found in a Linux kernel's memory; written as ELF files for debuggers.
 */
@NullMarked
package dev.trapline.replay.symbols;

import org.jspecify.annotations.NullMarked;
