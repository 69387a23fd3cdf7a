package dev.trapline.gdbstub.agent;

import dev.trapline.emu.debug.PointCondition;
import dev.trapline.emu.debug.PointView;
import java.util.List;
import java.util.function.Consumer;

/**
 * The condition of a breakpoint: some expressions of which one must not be zero. With commands it never stops the
 * machine: they are what happens instead.
 *
 * <p>A condition that cannot be evaluated, such as one of memory that is not there, holds: a user who is stopped once too
 * often can see why.
 *
 * @param conditions none: always
 * @param commands none: the machine stops
 * @param says takes what commands print, from any thread
 */
public record AgentCondition(List<AgentExpression> conditions, List<AgentExpression> commands, Consumer<String> says)
        implements PointCondition {
    private static final ThreadLocal<AgentExpression.Scratch> SCRATCH =
            ThreadLocal.withInitial(AgentExpression.Scratch::new);

    public AgentCondition {
        conditions = List.copyOf(conditions);
        commands = List.copyOf(commands);
    }

    /**
     * Of expressions as they come in a packet.
     *
     * @throws AgentException if one cannot be evaluated
     */
    public static PointCondition verify(List<byte[]> conditions, List<byte[]> commands, Consumer<String> says) {
        if (conditions.isEmpty() && commands.isEmpty()) {
            return ALWAYS;
        }
        return new AgentCondition(
                conditions.stream()
                        .map(code -> AgentExpression.verify(code, true))
                        .toList(),
                commands.stream()
                        .map(code -> AgentExpression.verify(code, false))
                        .toList(),
                says);
    }

    @Override
    public boolean holds(PointView view) {
        AgentExpression.Scratch scratch = SCRATCH.get();
        if (!wanted(view, scratch)) {
            return false;
        }
        if (commands.isEmpty()) {
            return true;
        }
        if (!view.searching()) {
            for (int i = 0; i < commands.size(); i++) {
                commands.get(i).evaluate(view, scratch, says);
                if (scratch.failed()) {
                    says.accept("a command of a breakpoint could not read what it prints\n");
                }
            }
        }
        return false;
    }

    private boolean wanted(PointView view, AgentExpression.Scratch scratch) {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).evaluate(view, scratch, says) != 0 || scratch.failed()) {
                return true;
            }
        }
        return conditions.isEmpty();
    }
}
