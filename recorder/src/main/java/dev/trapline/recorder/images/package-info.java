/** The content-addressed store of images. */
@NullMarked
package dev.trapline.recorder.images;

import org.jspecify.annotations.NullMarked;
