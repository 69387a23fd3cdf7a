/** What a guest read of its disks: stored while recording, and the disk when the recording is run again. */
@NullMarked
package dev.trapline.recorder.disks;

import org.jspecify.annotations.NullMarked;
