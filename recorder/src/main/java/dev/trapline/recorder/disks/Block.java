package dev.trapline.recorder.disks;

/**
 * A block of a disk.
 *
 * @param sha256 its digest, 32 bytes
 * @param bytes its contents, never written
 */
record Block(byte[] sha256, byte[] bytes) {}
