package dev.trapline.emu.jit;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the class of a region. Each instruction becomes a call of its meaning with its fields as constants. What the
 * interpreter does around each is done only where it shows: the count, R15 and the PC are stored before an instruction that
 * may look at them, and after one that may have asked for a stop, branched or changed what is executed, that is looked at.
 */
final class Emitter {
    private static final ClassDesc CPU = describe(Cpu.class);
    private static final ClassDesc CLOCK = describe(Clock.class);
    private static final ClassDesc PARENT = describe(CompiledRegion.class);
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CPU, CD_int.arrayType(), CLOCK, CD_int);
    private static final ClassDesc BREAKPOINT = describe(CompiledBreakpoint.class);
    private static final MethodTypeDesc ASK = MethodTypeDesc.of(CD_void, CPU, CD_long, CD_int, CD_int, CD_int, CD_int);
    private static final int PAGE = 0xffff_f000;

    // Locals.
    private static final int S = 1;
    private static final int R = 2;
    private static final int CLOCK_SLOT = 3;
    private static final int BLOCK = 4;
    /** The count when the present block began: a long. */
    private static final int COUNT = 5;
    /** Address of the page. */
    private static final int BASE = 7;
    /** What {@link Cpu#fetchKey} was on entry. */
    private static final int KEY = 8;

    private static final int REGISTERS = 9;
    private static final int SCRATCH = 24;

    private final Plan plan;
    private final CodeBuilder c;
    private final Registers registers;
    private final DataProcessing dataProcessing;
    private final Transfers transfers;
    private final Map<Integer, Label> blocks = new TreeMap<>();
    /** Leaves, everything stored. */
    private final Label leave;
    /** Leaves, with the PC on the stack and the count to be stored. */
    private final Label leaveAt;
    /** Instructions of the present block before the one being written. */
    private int done;

    /** Instructions of the present block. */
    private long length;

    private Emitter(Plan plan, boolean probed, CodeBuilder c) {
        this.plan = plan;
        this.c = c;
        registers = new Registers(c, R, REGISTERS, BASE, plan.thumb() ? 4 : 8);
        dataProcessing = new DataProcessing(c, S, registers, SCRATCH);
        transfers = new Transfers(c, S, registers, SCRATCH, this::whereabouts, probed);
        leave = c.newLabel();
        leaveAt = c.newLabel();
        for (Plan.Block b : plan.blocks()) {
            blocks.put(b.offset(), c.newLabel());
        }
    }

    /**
     * The class file of a region, which publishes its only instance when it is initialized.
     *
     * @param probed whether somebody is asked about its accesses
     */
    static byte[] emit(Plan plan, boolean probed) {
        ClassDesc self = ClassDesc.of(Emitter.class.getPackageName(), "Region");
        return ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS).build(self, cb -> {
            cb.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withSuperclass(PARENT);
            cb.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    0,
                    c -> c.aload(0)
                            .invokespecial(PARENT, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            cb.withMethodBody(
                    ConstantDescs.CLASS_INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_STATIC,
                    c -> c.new_(self)
                            .dup()
                            .invokespecial(self, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .putstatic(PARENT, "latest", PARENT)
                            .return_());
            cb.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, c -> new Emitter(plan, probed, c).write());
        });
    }

    private void write() {
        c.aload(CLOCK_SLOT).getfield(CLOCK, "count", CD_long).lstore(COUNT);
        c.aload(S).getfield(CPU, "pc", CD_int).loadConstant(PAGE).iand().istore(BASE);
        c.aload(S).getfield(CPU, "fetchKey", CD_int).istore(KEY);
        List<Plan.Block> all = plan.blocks();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            cases.add(SwitchCase.of(i, at(all.get(i).offset())));
        }
        if (!cases.isEmpty()) {
            c.iload(BLOCK).tableswitch(1, all.size() - 1, at(all.getFirst().offset()), cases);
        }
        for (Plan.Block b : all) {
            block(b);
        }
        // The PC is on the stack.
        c.labelBinding(leaveAt).aload(S).swap().putfield(CPU, "pc", CD_int);
        c.aload(CLOCK_SLOT).lload(COUNT).putfield(CLOCK, "count", CD_long);
        c.labelBinding(leave).return_();
    }

    private Label at(int offset) {
        Label l = blocks.get(offset);
        if (l == null) {
            throw new IllegalStateException("no block at " + offset);
        }
        return l;
    }

    private void block(Plan.Block b) {
        c.labelBinding(at(b.offset()));
        registers.forgetAll();
        Label fits = c.newLabel();
        // One to spare: so that within the block, only what asks for a stop brings the count up to stopAt.
        c.lload(COUNT).loadConstant((long) b.steps().size()).ladd();
        c.aload(CLOCK_SLOT).getfield(CLOCK, "stopAt", CD_long);
        c.lcmp().iflt(fits);
        goTo(b.offset(), 0, false);
        c.labelBinding(fits);
        done = 0;
        length = b.steps().size();
        steps(b.steps());
        if (!b.last().isEnd()) {
            goTo(b.last().next(), done, b.last().itAfter() == 0);
        }
    }

    /**
     * Goes on at an offset from the page's first byte, {@code executed} instructions after the beginning of the block; in the
     * region if that is {@code within} it.
     */
    private void goTo(int offset, int executed, boolean within) {
        if (executed > 0) {
            c.lload(COUNT).loadConstant((long) executed).ladd().lstore(COUNT);
        }
        Label there = within ? blocks.get(offset) : null;
        if (there != null) {
            c.goto_(there);
        } else {
            address(offset);
            c.goto_(leaveAt);
        }
    }

    /** Puts an address on the stack. */
    private void address(int offset) {
        c.iload(BASE);
        if (offset != 0) {
            c.loadConstant(offset).iadd();
        }
    }

    private void steps(List<Step> all) {
        int i = 0;
        while (i < all.size()) {
            ConditionalRun run = ConditionalRun.at(all, i);
            if (run.isOne()) {
                step(all.get(i));
                done++;
            } else {
                run(run);
            }
            i += run.length();
        }
    }

    /** Several instructions under one condition, and those under its opposite, behind one jump. */
    private void run(ConditionalRun run) {
        Label skip = c.newLabel();
        int known = registers.known();
        Conditions.skipUnless(c, S, run.condition(), skip);
        boolean goesOn = allOf(run.then());
        if (run.otherwise().isEmpty()) {
            c.labelBinding(skip);
        } else {
            Label over = c.newLabel();
            if (goesOn) {
                c.goto_(over);
            }
            c.labelBinding(skip);
            int afterThen = registers.known();
            registers.set(known);
            allOf(run.otherwise());
            c.labelBinding(over);
            registers.keep(afterThen);
        }
        registers.keep(known);
    }

    /** Writes instructions as if they had no condition; returns whether the code goes on behind them. */
    private boolean allOf(List<Step> steps) {
        boolean goesOn = true;
        for (Step step : steps) {
            if (step.isDirectBranch()) {
                goTo(branchTarget(step), done + 1, true);
                goesOn = false;
            } else {
                look(step, execute(step));
            }
            done++;
        }
        return goesOn;
    }

    private void step(Step step) {
        if (step.asked()) {
            c.aload(S);
            whereabouts(step);
            c.invokestatic(BREAKPOINT, "ask", ASK);
        }
        Label skip = c.newLabel();
        int known = registers.known();
        boolean conditional = step.isConditional();
        if (conditional) {
            Conditions.skipUnless(c, S, step.condition(), skip);
        }
        if (step.isDirectBranch()) {
            branch(step, skip);
            c.labelBinding(skip);
            setIt(step);
            registers.keep(known);
        } else if (step.isIt()) {
            setIt(step);
        } else {
            Effect effect = execute(step);
            look(step, effect);
            if (conditional && step.it() != 0) {
                Label over = c.newLabel();
                if (!endsHere(effect, step)) {
                    c.goto_(over);
                }
                c.labelBinding(skip);
                setIt(step);
                c.labelBinding(over);
            } else {
                c.labelBinding(skip);
            }
            if (conditional) {
                registers.keep(known);
            }
        }
    }

    /** Writes the instruction itself, with what comes before it, and ITSTATE behind it; returns what is to be looked at. */
    private Effect execute(Step step) {
        Effect effect = step.effect();
        if (dataProcessing.write(step)) {
            setIt(step);
            return Effect.NONE;
        }
        if (effect == Effect.MEMORY && transfers.write(step)) {
            setIt(step);
            return effect;
        }
        switch (effect) {
            case NONE -> {}
            case READS_PC -> storePc(step);
            case THROWS, MEMORY, ANY -> {
                c.aload(CLOCK_SLOT).lload(COUNT).loadConstant(done + 1L).ladd().putfield(CLOCK, "count", CD_long);
                storePc(step);
                c.aload(S);
                address(step.next());
                c.putfield(CPU, "pc", CD_int);
            }
        }
        boolean asksIt = effect == Effect.ANY && step.it() != 0;
        if (asksIt) {
            c.aload(S).iconst_0().putfield(CPU, "itWritten", CD_boolean);
        }
        if (!transfers.writeReturn(step)) {
            call(step);
            forget(step, effect);
        }
        if (asksIt) {
            Label written = c.newLabel();
            c.aload(S).getfield(CPU, "itWritten", CD_boolean).ifne(written);
            setIt(step);
            c.labelBinding(written);
        } else {
            setIt(step);
        }
        return effect;
    }

    /** What a meaning may have written: it names its registers, unless it is one of those that may do anything. */
    private void forget(Step step, Effect effect) {
        switch (effect) {
            case NONE, READS_PC -> {
                for (int a : step.arguments()) {
                    if (a >= 0 && a < 15) {
                        registers.forget(a);
                    }
                }
            }
            case THROWS -> {}
            case MEMORY, ANY -> registers.forgetAll();
        }
    }

    /** For {@link Access} and {@link CompiledBreakpoint}. */
    private void whereabouts(Step step) {
        c.lload(COUNT).iload(BASE);
        c.loadConstant(done + 1)
                .loadConstant(step.offset() + (plan.thumb() ? 4 : 8))
                .loadConstant(step.next());
    }

    private static boolean endsHere(Effect effect, Step step) {
        return effect == Effect.ANY && step.isEnd();
    }

    /** After an instruction: leaves if the next must not simply follow. */
    private void look(Step step, Effect effect) {
        if (endsHere(effect, step)) {
            c.goto_(leave);
            return;
        }
        if (effect == Effect.ANY) {
            c.aload(S).getfield(CPU, "pc", CD_int);
            address(step.next());
            c.if_icmpne(leave);
            c.aload(S).getfield(CPU, "fetchKey", CD_int).iload(KEY).if_icmpne(leave);
        }
        if (effect == Effect.ANY || effect == Effect.MEMORY) {
            Label on = c.newLabel();
            c.aload(CLOCK_SLOT).getfield(CLOCK, "stopAt", CD_long);
            // Perhaps not to stop here, but before the block ends.
            c.lload(COUNT).loadConstant(length).ladd().lcmp().ifgt(on);
            // Another thread may have asked, and then an access that found its page has stored nothing.
            goTo(step.next(), done + 1, false);
            c.labelBinding(on);
        }
    }

    private void storePc(Step step) {
        c.aload(R).bipush(15);
        address(step.offset() + (plan.thumb() ? 4 : 8));
        c.iastore();
    }

    private void setIt(Step step) {
        if (step.it() != 0 || step.isIt()) {
            c.aload(S).loadConstant(step.itAfter()).putfield(CPU, "it", CD_int);
        }
    }

    private void branch(Step step, Label skip) {
        if (step.name().equals("compareAndBranch")) {
            registers.push(step.arguments()[0], step.offset());
            if (step.arguments()[1] != 0) {
                c.ifeq(skip);
            } else {
                c.ifne(skip);
            }
        }
        int target = branchTarget(step);
        setIt(step);
        // UNPREDICTABLE but where it is the last of its IT block: then what it goes to executes under that block's
        // conditions.
        goTo(target, done + 1, step.itAfter() == 0);
    }

    /** Where a direct branch goes, its link written. */
    private int branchTarget(Step step) {
        if (step.name().equals("branchWithLink")) {
            c.aload(R).bipush(14);
            address(step.offset() + 4);
            if (plan.thumb()) {
                c.iconst_1().ior();
            }
            c.iastore();
        }
        return step.target(plan.thumb());
    }

    private void call(Step step) {
        Class<?>[] parameters = step.operation().method().getParameterTypes();
        c.aload(S);
        int first = 1;
        if (parameters.length > 1 && parameters[1] == int[].class) {
            c.aload(R);
            first = 2;
        }
        for (int i = 0; i < step.arguments().length; i++) {
            int value = step.arguments()[i];
            c.loadConstant(parameters[first + i] == boolean.class ? value & 1 : value);
        }
        ClassDesc[] types = new ClassDesc[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = describe(parameters[i]);
        }
        c.invokestatic(
                describe(step.operation().method().getDeclaringClass()),
                step.name(),
                MethodTypeDesc.of(CD_void, types));
    }

    private static ClassDesc describe(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
