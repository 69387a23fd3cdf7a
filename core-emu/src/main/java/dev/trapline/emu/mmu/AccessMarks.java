package dev.trapline.emu.mmu;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which pages were read, written and executed from since it was set: by virtual page, whatever address space, and by
 * frame. A page that is marked may not have been accessed after all (a refused store); one that is not was not.
 */
public final class AccessMarks {
    private static final int PAGES = 1 << 20;

    private final Kind[] kinds;
    private final boolean exact;

    private static final class Kind {
        final long[] pages = new long[PAGES >>> 6];
        final long[] frames;

        Kind(int frameCount) {
            frames = new long[(frameCount >>> 6) + 1];
        }

        void mark(int va, int frame) {
            int page = va >>> 12;
            pages[page >>> 6] |= 1L << page;
            if (frame >= 0) {
                frames[frame >>> 6] |= 1L << frame;
            }
        }
    }

    private AccessMarks(int frameCount, boolean exact) {
        this.exact = exact;
        kinds = new Kind[] {new Kind(frameCount), new Kind(frameCount), new Kind(frameCount)};
    }

    /** For a machine with so many frames. */
    public AccessMarks(int frameCount) {
        this(frameCount, true);
    }

    /**
     * Marks that cost the machine nothing: a page that was read or written and may be both may be marked for both, since one
     * translation serves both.
     */
    public static AccessMarks coarse(int frameCount) {
        return new AccessMarks(frameCount, false);
    }

    boolean isExact() {
        return exact;
    }

    private static int index(int access) {
        return access == Translation.READ ? 0 : access == Translation.WRITE ? 1 : 2;
    }

    /** @param frame -1 for a device */
    void mark(int access, int va, int frame) {
        kinds[index(access)].mark(va, frame);
    }

    /** The virtual pages marked, by bits 31 to 12 of their address. */
    public BitSet pages(int access) {
        return BitSet.valueOf(kinds[index(access)].pages);
    }

    /** The frames marked. */
    public BitSet frames(int access) {
        return BitSet.valueOf(kinds[index(access)].frames);
    }

    /** Takes all marks away; to be set anew for what is accessed already to be marked again. */
    public void clear() {
        for (Kind k : kinds) {
            Arrays.fill(k.pages, 0);
            Arrays.fill(k.frames, 0);
        }
    }
}
