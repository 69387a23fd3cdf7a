/** GDB's agent expressions: conditions and commands of breakpoints, evaluated here instead of in the debugger. */
@NullMarked
package dev.trapline.gdbstub.agent;

import org.jspecify.annotations.NullMarked;
