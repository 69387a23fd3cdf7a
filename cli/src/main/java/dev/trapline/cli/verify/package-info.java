/** Verifying several recordings, and telling a CI server of it. */
@NullMarked
package dev.trapline.cli.verify;

import org.jspecify.annotations.NullMarked;
