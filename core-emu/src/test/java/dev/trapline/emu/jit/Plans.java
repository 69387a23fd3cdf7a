package dev.trapline.emu.jit;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A page that is put together for a plan. */
final class Plans implements Planner.Page {
    private final boolean thumb;
    private final Map<Integer, Long> words = new TreeMap<>();
    private final TreeSet<Integer> entries = new TreeSet<>();
    private final TreeSet<Integer> asked = new TreeSet<>();

    private Plans(boolean thumb) {
        this.thumb = thumb;
    }

    static Plans a32() {
        return new Plans(false);
    }

    static Plans t32() {
        return new Plans(true);
    }

    /** Puts A32 words, or T32 halfwords, from an offset on; T32 ones are decoded in pairs where they are wide. */
    Plans put(int offset, int... code) {
        int at = offset;
        for (int i = 0; i < code.length; i++) {
            if (!thumb) {
                words.put(at, AArch32Decoder.a32(code[i]));
                at += 4;
            } else if (AArch32Decoder.isWide(code[i])) {
                words.put(at, AArch32Decoder.t32(code[i] << 16 | code[++i]));
                at += 4;
            } else {
                words.put(at, AArch32Decoder.t16(code[i]));
                at += 2;
            }
        }
        return this;
    }

    Plans entry(int offset) {
        entries.add(offset);
        return this;
    }

    Plans breakpoint(int offset) {
        asked.add(offset);
        return this;
    }

    Plan plan(int offset) {
        return plan(offset, 120);
    }

    Plan plan(int offset, int limit) {
        return Planner.plan(this, thumb, offset, limit);
    }

    @Override
    public long word(int offset) {
        return entries.contains(offset) ? 0 : words.getOrDefault(offset, 0L);
    }

    @Override
    public boolean isEntry(int offset) {
        return entries.contains(offset);
    }

    @Override
    public boolean isAsked(int offset) {
        return asked.contains(offset);
    }

    /** Offsets of all instructions of a plan. */
    static SortedSet<Integer> offsets(Plan plan) {
        SortedSet<Integer> all = new TreeSet<>();
        for (Plan.Block b : plan.blocks()) {
            for (Step s : b.steps()) {
                all.add(s.offset());
            }
        }
        return all;
    }
}
