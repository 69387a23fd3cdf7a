/** The trapline command, where the modules are wired together. */
@NullMarked
package dev.trapline.cli;

import org.jspecify.annotations.NullMarked;
