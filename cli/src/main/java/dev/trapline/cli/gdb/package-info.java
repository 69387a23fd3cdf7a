/** Debuggers on machines that run now. */
@NullMarked
package dev.trapline.cli.gdb;

import org.jspecify.annotations.NullMarked;
