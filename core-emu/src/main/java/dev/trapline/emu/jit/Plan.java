package dev.trapline.emu.jit;

import java.util.List;

/**
 * A region to compile: instructions of one page, reachable from one of them, in blocks.
 *
 * @param thumb whether they are T32
 * @param blocks the first is where the region was asked for; each can be entered
 */
record Plan(boolean thumb, List<Block> blocks) {
    /**
     * Instructions that execute one after another once the first does, but for branches out of the middle.
     *
     * @param steps at least one
     */
    record Block(List<Step> steps) {
        int offset() {
            return steps.getFirst().offset();
        }

        Step last() {
            return steps.getLast();
        }
    }

    /** Whether some are at breakpoints. */
    boolean isAsked() {
        return blocks.stream().flatMap(b -> b.steps.stream()).anyMatch(Step::asked);
    }

    /** What makes two plans the same code, wherever they lie. */
    long[] key() {
        int n = 1;
        for (Block b : blocks) {
            n += 1 + b.steps.size();
        }
        long[] key = new long[n];
        int i = 0;
        key[i++] = thumb ? 1 : 0;
        for (Block b : blocks) {
            key[i++] = (long) b.offset() << 32 | b.steps.size();
            for (Step s : b.steps) {
                // Words have no sign.
                key[i++] = s.asked() ? ~s.word() : s.word();
            }
        }
        return key;
    }
}
