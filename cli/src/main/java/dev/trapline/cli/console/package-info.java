/** The console's two directions: guest output to stdout, the terminal's keys to the guest. */
@NullMarked
package dev.trapline.cli.console;

import org.jspecify.annotations.NullMarked;
