package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Clock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** A pCPU that executes single words of these extensions, decoded as the engine does it, with them enabled. */
final class ExtensionBench {
    /** How an instruction ended. */
    enum End {
        DONE,
        UNDEFINED,
        ALIGNMENT_FAULT,
        OTHER_FAULT,
        HYP_TRAP
    }

    static final int FULL_ACCESS = 0x00f0_0000;

    final FlatMemory memory = new FlatMemory();
    final Cpu cpu = new Cpu(0, new Clock(1));

    ExtensionBench() {
        cpu.memory = memory;
        // One that no tag has: all accesses take the slow path.
        cpu.context = 4;
        cpu.mode = Mode.SVC;
        cpu.cp15.cpacr = FULL_ACCESS;
        cpu.fp.fpexc = FpRegisters.EN;
    }

    /** Executes an A32 word at {@link FlatMemory#BASE}, where it is also put for whoever decodes it again. */
    End a32(int word) {
        cpu.thumb = false;
        cpu.r[15] = FlatMemory.BASE + 8;
        cpu.pc = FlatMemory.BASE + 4;
        cpu.memory.store(cpu, FlatMemory.BASE, 4, word, 0);
        return execute(AArch32Decoder.a32(word));
    }

    /** Executes a T32 word, its first halfword in the top bits. */
    End t32(int word) {
        cpu.thumb = true;
        cpu.r[15] = FlatMemory.BASE + 4;
        cpu.pc = FlatMemory.BASE + 4;
        return execute(AArch32Decoder.t32(word));
    }

    private End execute(long packed) {
        if (!cpu.holds((int) (packed >>> Operation.CONDITION_SHIFT) & 15 ^ 14)) {
            return End.DONE;
        }
        Operation operation = AArch32Tables.OPERATIONS.byNumber(Operation.numberOf(packed));
        Method method = operation.method();
        Class<?>[] types = method.getParameterTypes();
        List<Operation.Slot> slots = operation.slots();
        Object[] arguments = new Object[types.length];
        arguments[0] = cpu;
        int operands = types.length > 1 && types[1] == int[].class ? 2 : 1;
        if (operands == 2) {
            arguments[1] = cpu.r;
        }
        for (int i = operands; i < types.length; i++) {
            int value = slots.get(i - operands).unpack(operation.arguments(packed));
            if (types[i] == boolean.class) {
                arguments[i] = value != 0;
            } else {
                arguments[i] = value;
            }
        }
        try {
            method.invoke(null, arguments);
            return End.DONE;
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof GuestException g)) {
                throw new AssertionError(method + " failed", e.getCause());
            }
            return endOf(g);
        } catch (IllegalAccessException e) {
            throw new AssertionError(method + " cannot be called", e);
        }
    }

    private End endOf(GuestException e) {
        if (e.equals(GuestException.UNDEFINED)) {
            return End.UNDEFINED;
        }
        if (e.equals(GuestException.HYP_TRAP)) {
            return End.HYP_TRAP;
        }
        return cpu.fault.status == FaultStatus.ALIGNMENT ? End.ALIGNMENT_FAULT : End.OTHER_FAULT;
    }
}
