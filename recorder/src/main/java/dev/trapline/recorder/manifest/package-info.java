/** What a recording says about itself, as sealed JSON. */
@NullMarked
package dev.trapline.recorder.manifest;

import org.jspecify.annotations.NullMarked;
