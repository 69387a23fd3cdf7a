package dev.trapline.emu.machine;

import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.device.disk.DiskImages;

/**
 * The door to what is on the disks (law 2): whatever a guest reads of a disk that it has not written itself is read from an
 * image opened here. So one that wraps another can keep what was read, and one that plays it back can do without the
 * file.
 */
@FunctionalInterface
public interface DiskSource {
    /** The files that the description names. */
    DiskSource FILES = (number, disk) ->
            DiskImages.open(disk.file(), DiskImages.Format.valueOf(disk.format().name()));

    /**
     * Opens a disk while the machine is built.
     *
     * @param number its place in the description, from 0
     * @throws dev.trapline.emu.BadInputException if it cannot be used
     */
    DiskImage open(int number, DiskSpec disk);
}
