package dev.trapline.emu.points;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.ThreadId;
import java.util.List;

/** Memory in hexadecimal, by addresses that debuggers have no commands for as well as by theirs. */
final class MemoryDump {
    static final String SYNOPSIS = "[va|ipa|pa] ADDR [LENGTH]";
    static final String HELP = "LENGTH bytes (64, at most 4096) of memory in hexadecimal and as text.\n"
            + "va: an address of the selected thread, as gdb's x reads it; ipa: an intermediate one, what goes into stage 2,\n"
            + "of the selected thread's guest; pa: a physical one. Devices are not read, since reading changes them.";

    private static final int DEFAULT = 64;
    private static final int MOST = 4096;
    private static final int LINE = 16;

    private MemoryDump() {}

    static String of(ThreadView threads, ThreadId thread, List<String> arguments) {
        boolean named = !arguments.isEmpty() && arguments.getFirst().matches("va|ipa|pa");
        String space = named ? arguments.getFirst() : "va";
        List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
        long address = MachineCommands.address(rest);
        long length = rest.size() > 1 ? MachineCommands.address(rest.subList(1, rest.size())) : DEFAULT;
        if (length < 1 || length > MOST) {
            throw new DebugException("a length of " + length + " is not from 1 to " + MOST);
        }
        byte[] bytes = new byte[(int) length];
        int read = switch (space) {
            case "pa" -> threads.readPhysical(address, bytes);
            case "ipa" -> threads.readIntermediate(thread, address, bytes);
            default -> threads.readMemory(thread, address, bytes, 0, bytes.length);
        };
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < read; at += LINE) {
            line(text, address + at, bytes, at, Math.min(LINE, read - at));
        }
        if (read < bytes.length) {
            text.append(String.format("there is no memory at %s 0x%08x\n", space, address + read));
        }
        return text.toString();
    }

    private static void line(StringBuilder out, long address, byte[] bytes, int from, int length) {
        out.append(String.format("0x%08x:", address));
        for (int i = 0; i < LINE; i++) {
            out.append(i < length ? String.format(" %02x", bytes[from + i]) : "   ");
        }
        out.append("  ");
        for (int i = from; i < from + length; i++) {
            out.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        out.append('\n');
    }
}
