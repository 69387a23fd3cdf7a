package dev.trapline.emu.jit;

import java.util.List;

/**
 * Instructions that follow each other under one condition, and behind them those under its opposite, with no change of the
 * flags between: one jump decides for all, where each by itself had to be foreseen. None is at a breakpoint, where somebody is
 * asked whatever the flags are.
 *
 * @param then at least one instruction; more only outside IT blocks
 * @param otherwise those under the opposite condition
 */
record ConditionalRun(List<Step> then, List<Step> otherwise) {
    /** The longest from an instruction of a block on. */
    static ConditionalRun at(List<Step> block, int from) {
        if (!canLead(block.get(from))) {
            return new ConditionalRun(block.subList(from, from + 1), List.of());
        }
        int condition = block.get(from).condition();
        int end = end(block, from, condition);
        Step last = block.get(end - 1);
        // A condition and its opposite differ in bit 0 (DDI 0406C A8.3). What a branch leads to does not come back
        // here.
        int otherEnd = keepsFlags(last) || last.isDirectBranch() ? end(block, end, condition ^ 1) : end;
        return new ConditionalRun(block.subList(from, end), block.subList(end, otherEnd));
    }

    private static int end(List<Step> block, int from, int condition) {
        int end = from;
        while (end < block.size() && canLead(block.get(end)) && block.get(end).condition() == condition) {
            Step step = block.get(end++);
            if (!keepsFlags(step)) {
                break;
            }
        }
        return end;
    }

    private static boolean canLead(Step step) {
        return step.isConditional() && step.it() == 0 && !step.asked();
    }

    private static boolean keepsFlags(Step step) {
        return !step.isDirectBranch()
                && (Effect.keepsFlags(step.operation(), step.arguments()) || DataProcessing.keepsFlags(step));
    }

    /** Whether it is a single instruction, as most are. */
    boolean isOne() {
        return length() == 1;
    }

    int length() {
        return then.size() + otherwise.size();
    }

    int condition() {
        return then.getFirst().condition();
    }
}
