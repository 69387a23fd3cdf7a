package dev.trapline.emu.exec;

import dev.trapline.emu.mem.PhysicalMemory;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decoded instructions by physical frame: 1024 entries for A32, 2048 for T32, zero where nothing was decoded yet. A
 * frame is flagged CODE from the first fetch on; whoever writes to such a frame calls {@link #written}.
 *
 * <p>An instruction that crosses into the next page must not be kept in its entry: what is written to the other page
 * would not reach it.
 */
public final class CodeCache {
    private static final int A32_ENTRIES = 1024;
    private static final int T32_ENTRIES = 2048;
    /** So many stores that met no decoded instruction make a frame data again; doubled each time it becomes code. */
    private static final int FIRST_PATIENCE = 64;

    private static final int MOST_PATIENCE = 1 << 14;

    /** Told of instructions that are forgotten, for what was made of them. */
    public interface Listener {
        /** Instructions with bytes at these offsets are decoded no more. */
        void forgotten(int frame, int offset, int length);

        /** All of a frame are about to be. */
        void discarding(int frame);
    }

    private final PhysicalMemory memory;
    private @Nullable Listener listener;
    private final long[] @Nullable [] a32;
    private final long[] @Nullable [] t32;
    /** Those whose listener wants to hear of all that is written. */
    private final BitSet told = new BitSet();

    private final short[] idleStores;
    private final short[] patience;

    public CodeCache(PhysicalMemory memory) {
        this.memory = memory;
        int n = memory.frameCount();
        a32 = new long[n][];
        t32 = new long[n][];
        idleStores = new short[n];
        patience = new short[n];
    }

    /** Sets who is told. */
    public void setListener(Listener heard) {
        listener = heard;
    }

    /**
     * From now on, and until the frame is discarded, the listener is told of all that is written to it: it knows of instructions
     * that are not kept decoded here.
     */
    public void tellAll(int frame) {
        told.set(frame);
    }

    public int frameCount() {
        return a32.length;
    }

    /** The frame's entries of one instruction set, which exist. */
    public long[] existing(int frame, boolean thumb) {
        return Objects.requireNonNull(thumb ? t32[frame] : a32[frame]);
    }

    /** The frame's A32 entries, made if need be. */
    public long[] a32(int frame) {
        long[] code = a32[frame];
        if (code == null) {
            code = new long[A32_ENTRIES];
            a32[frame] = code;
            memory.setFlags(frame, PhysicalMemory.CODE);
        }
        idleStores[frame] = 0;
        return code;
    }

    /** The frame's T32 entries, made if need be. */
    public long[] t32(int frame) {
        long[] code = t32[frame];
        if (code == null) {
            code = new long[T32_ENTRIES];
            t32[frame] = code;
            memory.setFlags(frame, PhysicalMemory.CODE);
        }
        idleStores[frame] = 0;
        return code;
    }

    /**
     * Bytes of a frame were written: forgets the instructions they are part of.
     *
     * @return true if the frame looks like data by now, so that {@link #discard} is advised
     */
    public boolean written(int frame, int offset, int length) {
        boolean met = false;
        int from = offset;
        long[] words = a32[frame];
        if (words != null) {
            for (int i = offset >>> 2, last = offset + length - 1 >>> 2; i <= last; i++) {
                met |= words[i] != 0;
                words[i] = 0;
            }
        }
        long[] halfwords = t32[frame];
        if (halfwords != null) {
            // The halfword before may be the first of a 32-bit instruction. It is forgotten even if it is a whole one,
            // and the listener must hear of that: the next store to it meets nothing.
            int first = Math.max((offset >>> 1) - 1, 0);
            if (halfwords[first] != 0) {
                from = Math.min(offset, first << 1);
            }
            for (int i = first, last = offset + length - 1 >>> 1; i <= last; i++) {
                met |= halfwords[i] != 0;
                halfwords[i] = 0;
            }
        }
        if (listener != null && (met || told.get(frame))) {
            listener.forgotten(frame, from, offset + length - from);
        }
        if (met) {
            idleStores[frame] = 0;
            return false;
        }
        return ++idleStores[frame] > Math.max(patience[frame], FIRST_PATIENCE);
    }

    /** Forgets the instruction that begins at an offset in a frame. */
    void forget(int frame, int offset) {
        long[] words = a32[frame];
        if (words != null) {
            words[offset >>> 2] = 0;
        }
        long[] halfwords = t32[frame];
        if (halfwords != null) {
            halfwords[offset >>> 1] = 0;
        }
        if (listener != null && (words != null || halfwords != null)) {
            listener.forgotten(frame, offset, 2);
        }
    }

    /** Throws a frame's instructions away and clears CODE; the caller drops whatever still points to its arrays. */
    public void discard(int frame) {
        if (listener != null) {
            listener.discarding(frame);
        }
        told.clear(frame);
        a32[frame] = null;
        t32[frame] = null;
        patience[frame] = (short) Math.min(Math.max(patience[frame], FIRST_PATIENCE) * 2, MOST_PATIENCE);
        memory.clearFlags(frame, PhysicalMemory.CODE);
    }
}
