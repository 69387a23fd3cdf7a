package dev.trapline.emu.psci;

import dev.trapline.emu.port.Observer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * PSCI firmware for 32-bit callers (Arm DEN 0022, version 1.1 of the interface as QEMU reports it), over
 * {@link PowerControl}. It has no state of its own: which pCPUs are on is theirs.
 *
 * <p>Which instruction reaches it, HVC or SMC, is the board's to say; any such call comes here, and a function that does
 * not exist answers NOT_SUPPORTED, SMCCC_VERSION among them, as on QEMU.
 */
public final class Psci {
    private static final int SUCCESS = 0;
    private static final int NOT_SUPPORTED = -1;
    private static final int INVALID_PARAMETERS = -2;
    // Some of these only others answer with: a hypervisor to its guests.
    private static final int DENIED = -3;
    private static final int ALREADY_ON = -4;
    private static final int ON_PENDING = -5;
    private static final int INTERNAL_FAILURE = -6;
    private static final int NOT_PRESENT = -7;
    private static final int DISABLED = -8;
    private static final int INVALID_ADDRESS = -9;

    private static final int VERSION_1_1 = 1 << 16 | 1;
    /** MIGRATE_INFO_TYPE: there is no Trusted OS, or it needs no migration (5.9). */
    private static final int NO_MIGRATION = 2;

    private static final int AFFINITY_ON = 0;
    private static final int AFFINITY_OFF = 1;

    /** CPU_SUSPEND's power_state, original format: StateType 1 is power-down, of affinity level 0 (5.4.2). */
    private static final int POWER_DOWN = 1 << 16;
    /** AffinityLevel and reserved bits of power_state, which must be zero: only level 0 can be suspended. */
    private static final int POWER_STATE_ZERO = 0xfffe_0000;

    @FunctionalInterface
    private interface Handler {
        int call(Psci psci, int cpu, int arg1, int arg2, int arg3);
    }

    /**
     * One function of the interface.
     *
     * @param id what r0 holds
     * @param section of DEN 0022D
     * @param arguments the names of those in r1 and on, parted by spaces
     */
    private record Row(int id, String name, String section, String arguments, Handler handler) {}

    private static final String SUSPEND = "power_state entry_point_address context_id";
    private static final String ON = "target_cpu entry_point_address context_id";

    // spotless:off
    private static final Row[] FUNCTIONS = {
        new Row(0x8400_0000, "PSCI_VERSION",      "5.3",  "",                                       (p, cpu, a1, a2, a3) -> VERSION_1_1),
        new Row(0x8400_0001, "CPU_SUSPEND",       "5.4",  SUSPEND,                                  Psci::cpuSuspend),
        new Row(0x8400_0002, "CPU_OFF",           "5.5",  "",                                       Psci::cpuOff),
        new Row(0x8400_0003, "CPU_ON",            "5.6",  ON,                                       Psci::cpuOn),
        new Row(0x8400_0004, "AFFINITY_INFO",     "5.7",  "target_affinity lowest_affinity_level",  Psci::affinityInfo),
        new Row(0x8400_0006, "MIGRATE_INFO_TYPE", "5.9",  "",                                       (p, cpu, a1, a2, a3) -> NO_MIGRATION),
        new Row(0x8400_0008, "SYSTEM_OFF",        "5.11", "",                                       Psci::systemOff),
        new Row(0x8400_0009, "SYSTEM_RESET",      "5.12", "",                                       Psci::systemReset),
        new Row(0x8400_000a, "PSCI_FEATURES",     "5.15", "psci_func_id",                           Psci::features),
        // Version 0.1, whose numbers a platform chose for itself: these are QEMU's.
        new Row(0x95c1_ba5e, "cpu_suspend",       "0.1",  SUSPEND,                                  Psci::cpuSuspend),
        new Row(0x95c1_ba5f, "cpu_off",           "0.1",  "",                                       Psci::cpuOff),
        new Row(0x95c1_ba60, "cpu_on",            "0.1",  ON,                                       Psci::cpuOn),
    };
    // spotless:on

    private final PowerControl power;

    /** Told of each call. */
    public Observer observer = Observer.NONE;

    public Psci(PowerControl power) {
        this.power = power;
    }

    /**
     * Does what pCPU {@code cpu} asks for with r0 to r3, and gives the value r0 receives. After CPU_OFF, SYSTEM_OFF and
     * SYSTEM_RESET the caller executes no further instruction.
     */
    public int call(int cpu, int function, int arg1, int arg2, int arg3) {
        Row row = find(function);
        int result = row == null ? NOT_SUPPORTED : row.handler.call(this, cpu, arg1, arg2, arg3);
        observer.firmwareCall(cpu, function, arg1, arg2, arg3, result);
        return result;
    }

    /** The name of a function as the specification spells it, or {@code PSCI 0x...} for one that does not exist. */
    public static String name(int function) {
        Row row = find(function);
        return row == null ? String.format("PSCI 0x%08x", function) : row.name;
    }

    /** The number of a function by its name; empty if there is none of this name. */
    public static OptionalInt number(String name) {
        return Arrays.stream(FUNCTIONS)
                .filter(row -> row.name.equals(name))
                .mapToInt(Row::id)
                .findFirst();
    }

    /** The names of all functions, those of version 0.1 last and in lower case. */
    public static List<String> names() {
        return Arrays.stream(FUNCTIONS).map(Row::name).toList();
    }

    static boolean exists(int function) {
        return find(function) != null;
    }

    /** The names of a function's arguments, of which the first is in r1; none of a function that does not exist. */
    static List<String> arguments(int function) {
        Row row = find(function);
        return row == null || row.arguments.isEmpty() ? List.of() : List.of(row.arguments.split(" "));
    }

    /** What a result means, as the specification spells it; in decimal if it is no error. */
    static String result(int value) {
        return switch (value) {
            case NOT_SUPPORTED -> "NOT_SUPPORTED";
            case INVALID_PARAMETERS -> "INVALID_PARAMETERS";
            case DENIED -> "DENIED";
            case ALREADY_ON -> "ALREADY_ON";
            case ON_PENDING -> "ON_PENDING";
            case INTERNAL_FAILURE -> "INTERNAL_FAILURE";
            case NOT_PRESENT -> "NOT_PRESENT";
            case DISABLED -> "DISABLED";
            case INVALID_ADDRESS -> "INVALID_ADDRESS";
            default -> String.valueOf(value);
        };
    }

    private static @Nullable Row find(int function) {
        for (Row row : FUNCTIONS) {
            if (row.id == function) {
                return row;
            }
        }
        return null;
    }

    /**
     * Standby waits and returns. Power-down waits and starts anew at the entry point: the result then is the context,
     * because that is what r0 holds there.
     */
    private int cpuSuspend(int cpu, int powerState, int entry, int context) {
        if ((powerState & POWER_STATE_ZERO) != 0) {
            return INVALID_PARAMETERS;
        }
        if ((powerState & POWER_DOWN) == 0) {
            power.suspend(cpu);
            return SUCCESS;
        }
        if (!power.isMemory(address(entry))) {
            return INVALID_ADDRESS;
        }
        power.suspendPoweredDown(cpu, entry, context);
        return context;
    }

    private int cpuOff(int cpu, int arg1, int arg2, int arg3) {
        power.turnOff(cpu);
        return SUCCESS;
    }

    /** A pCPU is on at once, so ON_PENDING is never seen. */
    private int cpuOn(int cpu, int target, int entry, int context) {
        int n = cpuOf(target);
        if (n < 0) {
            return INVALID_PARAMETERS;
        }
        if (power.isOn(n)) {
            return ALREADY_ON;
        }
        if (!power.isMemory(address(entry))) {
            return INVALID_ADDRESS;
        }
        power.turnOn(n, entry, context);
        return SUCCESS;
    }

    /** Above a single CPU, everything is always on: as QEMU, for any affinity. */
    private int affinityInfo(int cpu, int target, int lowestLevel, int arg3) {
        if (lowestLevel != 0) {
            return AFFINITY_ON;
        }
        int n = cpuOf(target);
        return n < 0 ? INVALID_PARAMETERS : power.isOn(n) ? AFFINITY_ON : AFFINITY_OFF;
    }

    private int systemOff(int cpu, int arg1, int arg2, int arg3) {
        power.systemOff();
        return SUCCESS;
    }

    private int systemReset(int cpu, int arg1, int arg2, int arg3) {
        power.systemReset();
        return SUCCESS;
    }

    /** No function has optional features: zero for those there are. */
    private int features(int cpu, int function, int arg2, int arg3) {
        return find(function) == null ? NOT_SUPPORTED : SUCCESS;
    }

    /** The pCPU with this affinity, other bits zero (5.1.4, target_cpu), or -1. */
    private int cpuOf(int target) {
        for (int n = 0; n < power.cpuCount(); n++) {
            if (Mpidr.affinity(n) == target) {
                return n;
            }
        }
        return -1;
    }

    /** Bit 0 of an entry point says Thumb. */
    private static long address(int entry) {
        return entry & 0xffff_fffeL;
    }
}
