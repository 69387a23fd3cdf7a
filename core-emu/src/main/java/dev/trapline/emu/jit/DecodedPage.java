package dev.trapline.emu.jit;

import dev.trapline.emu.exec.Breakpoints;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import org.jspecify.annotations.Nullable;

/**
 * A page's decoded instructions: those that were executed, or any.
 *
 * @param words the decoded instructions that are kept, which others are added to
 * @param bytes the page
 * @param any whether what was not executed yet is to be decoded as well
 * @param breakpoints what may not be kept decoded
 * @param frame the page's
 */
record DecodedPage(
        long[] words,
        boolean thumb,
        byte[] bytes,
        boolean any,
        @Nullable Breakpoints breakpoints,
        int frame) implements Planner.Page {
    @Override
    public long word(int offset) {
        int i = index(offset);
        long w = words[i];
        if (CompiledCode.isEntry(w)) {
            return 0;
        }
        if (w == 0 && isAsked(offset)) {
            return decode(bytes, offset);
        }
        if (w == 0 && any) {
            w = decode(bytes, offset);
            words[i] = w;
        }
        return w;
    }

    @Override
    public boolean isEntry(int offset) {
        return CompiledCode.isEntry(words[index(offset)]);
    }

    @Override
    public boolean isAsked(int offset) {
        return breakpoints != null && !breakpoints.keeps(frame, offset);
    }

    private int index(int offset) {
        return thumb ? offset >>> 1 : offset >>> 2;
    }

    private long decode(byte[] page, int offset) {
        int first = halfword(page, offset);
        if (!thumb) {
            return AArch32Decoder.a32(first | halfword(page, offset + 2) << 16);
        }
        if (!AArch32Decoder.isWide(first)) {
            return AArch32Decoder.t16(first);
        }
        // One that crosses into the next page is never kept.
        return offset + 4 > page.length ? 0 : AArch32Decoder.t32(first << 16 | halfword(page, offset + 2));
    }

    private static int halfword(byte[] page, int offset) {
        return page[offset] & 0xff | (page[offset + 1] & 0xff) << 8;
    }
}
