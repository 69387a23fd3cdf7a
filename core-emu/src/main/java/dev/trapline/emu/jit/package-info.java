/** The bytecode compiler: hot guest code as JVM classes that call the interpreter's own meanings. */
@NullMarked
package dev.trapline.emu.jit;

import org.jspecify.annotations.NullMarked;
