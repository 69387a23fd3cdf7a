package dev.trapline.emu.semihosting;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineSpecBuilder;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.state.Cpu;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A machine with semihosting whose one instruction, again and again, is a call: the test sets the registers and looks at
 * what came of it.
 */
final class Guest {
    static final int CODE = 0x4001_0000;
    static final int BLOCK = 0x4010_0000;
    static final int TEXT = 0x4011_0000;
    static final int BUFFER = 0x4020_0000;
    static final int NOWHERE = 0x7000_0000;

    static final int SVC_A32 = 0xef12_3456;
    static final int HLT_A32 = 0xe10f_0070;
    static final int SVC_T32 = 0xdfab;
    static final int HLT_T32 = 0xbabc;

    static final long RTC = 1_000_000_000L;

    final ByteArrayOutputStream console = new ByteArrayOutputStream();
    final List<String> told = new ArrayList<>();
    final List<String> seen = new ArrayList<>();
    final Machine machine;

    /** Keys, each with the count at which it is typed. */
    private record Key(long count, int key) {}

    private final List<Key> keys = new ArrayList<>();

    Guest() {
        this(HostFiles.NONE);
    }

    Guest(HostFiles files) {
        this(files, MachineSpec.builder().images(image("guest.bin", "one  two")));
    }

    Guest(HostFiles files, MachineSpecBuilder spec) {
        machine = new Machine(
                spec.memoryBytes(16L << 20).semihosting(true).rtcSeconds(RTC).build(),
                new MachinePorts(console::write, new Typist(), new Watcher(), Diagnostics.lines(told::add))
                        .withFiles(files));
    }

    static BootImages image(String name, String append) {
        return BootImages.NONE
                .withKernel(Image.of(name, new byte[] {0x56, 0x34, 0x12, (byte) 0xef}))
                .withAppend(append);
    }

    Cpu cpu() {
        return machine.cpu(0);
    }

    /** Types a key when {@code count} instructions have been attempted. */
    void type(long count, String text) {
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            keys.add(new Key(count, b & 0xff));
        }
        machine.askInputsSoon();
    }

    /** Makes a call by an A32 SVC and returns r0. */
    int call(Operation operation, int parameter) {
        return callBy(SVC_A32, false, operation, parameter);
    }

    /** Makes a call whose parameter block holds these words. */
    int callWith(Operation operation, int... fields) {
        for (int i = 0; i < fields.length; i++) {
            word(BLOCK + 4 * i, fields[i]);
        }
        return call(operation, BLOCK);
    }

    int callBy(int instruction, boolean thumb, Operation operation, int parameter) {
        begin(instruction, thumb, operation, parameter);
        run(1);
        return cpu().r[0];
    }

    void begin(int instruction, boolean thumb, Operation operation, int parameter) {
        word(CODE, instruction);
        Cpu s = cpu();
        s.setThumb(thumb);
        s.pc = CODE;
        s.r[0] = number(operation);
        s.r[1] = parameter;
    }

    static int number(Operation operation) {
        if (operation == Operation.UNKNOWN) {
            return 0x99;
        }
        for (int n = 0; n < 0x40; n++) {
            if (Operation.of(n) == operation) {
                return n;
            }
        }
        throw new AssertionError(operation + " has no number");
    }

    Pause run(long instructions) {
        return machine.run(machine.clock().count + instructions);
    }

    int errno() {
        return call(Operation.SYS_ERRNO, 0);
    }

    void word(int pa, int value) {
        machine.memory()
                .write(
                        pa & 0xffff_ffffL,
                        new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)},
                        0,
                        4);
    }

    int word(int pa) {
        byte[] b = bytes(pa, 4);
        return b[0] & 0xff | (b[1] & 0xff) << 8 | (b[2] & 0xff) << 16 | b[3] << 24;
    }

    byte[] bytes(int pa, int length) {
        byte[] b = new byte[length];
        machine.memory().read(pa & 0xffff_ffffL, b, 0, length);
        return b;
    }

    String text(int pa, int length) {
        return new String(bytes(pa, length), StandardCharsets.ISO_8859_1);
    }

    /** Puts a zero-terminated string there and returns its address. */
    int string(int pa, String text) {
        byte[] b = (text + "\0").getBytes(StandardCharsets.UTF_8);
        machine.memory().write(pa & 0xffff_ffffL, b, 0, b.length);
        return pa;
    }

    int open(String name, int mode) {
        return callWith(Operation.SYS_OPEN, string(TEXT, name), mode, name.getBytes(StandardCharsets.UTF_8).length);
    }

    int write(int handle, String text) {
        return callWith(Operation.SYS_WRITE, handle, string(TEXT, text), text.length());
    }

    int read(int handle, int length) {
        return callWith(Operation.SYS_READ, handle, BUFFER, length);
    }

    String printed() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }

    private final class Typist implements InputSource {
        @Override
        public long nextAsk(long count) {
            return keys.stream().mapToLong(Key::count).min().orElse(Long.MAX_VALUE);
        }

        @Override
        public void deliver(long count, InputSink sink) {
            keys.stream().filter(k -> k.count() <= count).forEach(k -> sink.consoleKey(k.key()));
            keys.removeIf(k -> k.count() <= count);
        }

        @Override
        public long wallClockSeconds() {
            return RTC;
        }

        @Override
        public boolean mayStillCome() {
            return !keys.isEmpty();
        }
    }

    private final class Watcher implements Observer {
        @Override
        public void semihostingCall(int cpu, int operation, int handle, int result) {
            seen.add(Operation.of(operation) + " " + handle + " = " + result);
        }

        @Override
        public void keysTakenFromUart(byte[] taken) {
            seen.add("keys " + HexFormat.of().formatHex(taken));
        }

        @Override
        public void sleeps(int cpu, boolean forEvent) {
            seen.add("sleeps");
        }

        @Override
        public void woke(int cpu) {
            seen.add("woke");
        }
    }
}
