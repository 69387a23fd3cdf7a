package dev.trapline.emu.debug;

/** A file of the target's that debuggers may read, such as a kernel image kept in a recording. */
public interface TargetFile {
    /** Its name as debuggers give it: begins with a slash. */
    String name();

    long size();

    /**
     * Reads from an offset.
     *
     * @return how many bytes, 0 at the end
     */
    int read(long offset, byte[] into, int length);
}
