/** What the command line does around a running machine: ends, limits, counts, progress, the summary. */
@NullMarked
package dev.trapline.cli.run;

import org.jspecify.annotations.NullMarked;
