package dev.trapline.emu.jit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chooses what to compile together: what is reachable in its page, has been executed before, and is not compiled yet. */
final class Planner {
    /** What a page holds. */
    interface Page {
        /** The decoded instruction at an offset, or 0 where there is none to compile. */
        long word(int offset);

        /** Whether compiled code can be entered at an offset already. */
        boolean isEntry(int offset);

        /** Whether there is a breakpoint at an offset. */
        boolean isAsked(int offset);
    }

    private static final int PAGE_SIZE = 4096;
    /** Bytes of bytecode, of the 65535 that a method may have: the longest LDM takes some 700. */
    private static final int MOST_BYTES = 60_000;

    /** Of a block's beginning and end, and the case that enters it. */
    static final int BYTES_OF_BLOCK = 60;

    private static final int BYTES = 176;
    private static final int BYTES_OF_TRANSFER = 36;
    private static final int BYTES_OF_BREAKPOINT = 30;

    private final Page page;
    private final boolean thumb;
    private final int limit;
    private final TreeMap<Integer, Step> steps = new TreeMap<>();
    private final TreeSet<Integer> leaders = new TreeSet<>();
    private final ArrayDeque<Integer> open = new ArrayDeque<>();
    /** What the blocks so far may come to. */
    private int bytes;

    private Planner(Page page, boolean thumb, int limit) {
        this.page = page;
        this.thumb = thumb;
        this.limit = limit;
    }

    /**
     * Plans a region around an offset; without blocks if there is nothing to compile.
     *
     * @param limit how many instructions it may have
     */
    static Plan plan(Page page, boolean thumb, int offset, int limit) {
        Planner p = new Planner(page, thumb, limit);
        p.lead(offset);
        while (!p.open.isEmpty()) {
            p.follow(p.open.removeFirst());
        }
        return new Plan(thumb, p.blocks(offset));
    }

    private void lead(int offset) {
        if (offset < 0 || offset >= PAGE_SIZE || page.isEntry(offset) || leaders.contains(offset)) {
            return;
        }
        Step there = steps.get(offset);
        if (there != null) {
            if (there.it() == 0) {
                leaders.add(offset);
            }
        } else if (page.word(offset) != 0 && steps.size() < limit) {
            leaders.add(offset);
            open.add(offset);
        }
    }

    /** Visits the instructions from one on, straight. */
    private void follow(int from) {
        int offset = from;
        int it = 0;
        boolean behindBreakpoint = false;
        while (offset < PAGE_SIZE && !steps.containsKey(offset) && steps.size() < limit + (it == 0 ? 0 : 4)) {
            if (offset != from && it == 0 && page.isEntry(offset)) {
                return;
            }
            long word = page.word(offset);
            if (word == 0) {
                return;
            }
            Step plain = Step.of(offset, word, thumb, it);
            Step step = page.isAsked(offset) ? plain.atBreakpoint() : plain;
            if (step.isIt() && it != 0) {
                // UNPREDICTABLE, and rare enough for the interpreter.
                return;
            }
            steps.put(offset, step);
            if (step.isDirectBranch()) {
                lead(step.target(thumb));
            }
            if (step.isCall()) {
                lead(step.next());
            }
            if (step.isEnd()) {
                return;
            }
            it = step.itAfter();
            behindBreakpoint |= step.asked();
            if (behindBreakpoint && it == 0) {
                // From elsewhere compiled code cannot be entered at a breakpoint.
                lead(step.next());
                behindBreakpoint = false;
            }
            offset = step.next();
        }
    }

    private List<Plan.Block> blocks(int first) {
        List<Plan.Block> blocks = new ArrayList<>();
        if (!steps.containsKey(first)) {
            return blocks;
        }
        // A branch was followed before the IT block was found that it leads into: no block can begin there.
        leaders.removeIf(leader -> {
            Step there = steps.get(leader);
            return there == null || there.it() != 0;
        });
        blocks.add(block(first));
        for (int leader : leaders) {
            Step there = steps.get(leader);
            if (there != null && leader != first && bytes + BYTES_OF_BLOCK + mostBytes(there) <= MOST_BYTES) {
                blocks.add(block(leader));
            }
        }
        return blocks;
    }

    private Plan.Block block(int leader) {
        List<Step> out = new ArrayList<>();
        bytes += BYTES_OF_BLOCK;
        Step step = steps.get(leader);
        int it = 0;
        while (step != null
                && step.it() == it
                && (out.isEmpty() || !leaders.contains(step.offset()) && bytes + mostBytes(step) <= MOST_BYTES)) {
            out.add(step);
            bytes += mostBytes(step);
            if (step.isEnd()) {
                break;
            }
            it = step.itAfter();
            step = steps.get(step.next());
        }
        return new Plan.Block(List.copyOf(out));
    }

    /** Bytes of bytecode that an instruction takes at most, in a method in which all jumps are long ones. */
    static int mostBytes(Step step) {
        int most = step.asked() ? BYTES + BYTES_OF_BREAKPOINT : BYTES;
        return switch (step.name()) {
            case "loadMultiple", "storeMultiple" -> most + BYTES_OF_TRANSFER * Integer.bitCount(step.arguments()[1]);
            default -> most;
        };
    }
}
