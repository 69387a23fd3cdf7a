package dev.trapline.hv.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.port.CallAbi.Way;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XenAbiTest {
    private static final int HVC = XenAbi.IMMEDIATE;
    private static final CallAbi ABI = XenAbi.INSTANCE;

    /** A caller's memory, of a few pieces; what is not there cannot be read. */
    private static final class Caller implements CallAbi.CallerMemory {
        private final Map<Long, byte[]> pieces = new HashMap<>();
        final List<String> asked = new ArrayList<>();
        private byte[] bytes = {};
        private boolean truncated;

        Caller with(long va, byte[] piece) {
            pieces.put(va, piece);
            return this;
        }

        @Override
        public void capture(long va, long length) {
            asked.add(String.format("0x%x+%d", va, length));
            byte[] piece = pieces.getOrDefault(va, new byte[0]);
            int got = truncated ? 0 : (int) Math.min(Math.min(length, piece.length), 256 - bytes.length);
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + got);
            System.arraycopy(piece, 0, bytes, before, got);
            truncated |= got < length;
        }

        @Override
        public long captured(int offset, int size) {
            return Layout.number(bytes, offset, size);
        }
    }

    private static byte[] bytes(int size, Object... numbers) {
        ByteBuffer b = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i += 2) {
            int at = (Integer) numbers[i];
            switch (numbers[i + 1]) {
                case Byte n -> b.put(at, n);
                case Short n -> b.putShort(at, n);
                case Integer n -> b.putInt(at, n);
                case Long n -> b.putLong(at, n);
                default -> throw new IllegalArgumentException(numbers[i + 1] + "");
            }
        }
        return b.array();
    }

    /** What a call captures and how it is told: its pieces, then its words. */
    private static List<String> told(Caller caller, int number, long... values) {
        long[] arguments = Arrays.copyOf(values, 6);
        ABI.capture(Way.HVC, HVC, number, arguments, caller);
        List<Long> given = Arrays.stream(arguments).boxed().toList();
        List<String> all = new ArrayList<>(caller.asked);
        all.add((ABI.format(Way.HVC, HVC, number, given) + " "
                        + ABI.captured(Way.HVC, HVC, number, given, caller.bytes))
                .strip());
        return all;
    }

    @Test
    void aPortThatIsSentTo() {
        assertThat(told(new Caller().with(0x8000, bytes(4, 0, 7)), 32, 4, 0x8000))
                .containsExactly("0x8000+4", "event_channel_op(cmd send, arg 0x8000) {port 0x7}");
    }

    @Test
    void whatAConsoleIsGivenIsTextAndWhatItIsAskedForIsNotThereYet() {
        byte[] text = "a \"b\"\r\n\0".getBytes(StandardCharsets.US_ASCII);
        assertThat(told(new Caller().with(0x8000, text), 18, 0, 8, 0x8000))
                .containsExactly(
                        "0x8000+8", "console_io(cmd write, count 0x8, buffer 0x8000) \"a \\\"b\\\"\\r\\n\\x00\"");
        assertThat(told(new Caller(), 18, 1, 16, 0x8000))
                .containsExactly("console_io(cmd read, count 0x10, buffer 0x8000)");
        assertThat(told(
                        new Caller().with(0x8000, "x".repeat(300).getBytes(StandardCharsets.US_ASCII)),
                        18,
                        0,
                        300,
                        0x8000))
                .containsExactly(
                        "0x8000+300",
                        "console_io(cmd write, count 0x12c, buffer 0x8000) \"" + "x".repeat(256) + "\"...");
    }

    @Test
    void anOperationIsToldFromWhatGoesOnInTheSameArgument() {
        byte[] reservation = bytes(32, 0, 0x9000L, 8, 2L, 16, 0, 24, (short) 0x7ff0);
        assertThat(told(
                        new Caller().with(0x8000, reservation).with(0x9000, bytes(16, 0, 0x100L, 8, 0x101L)),
                        12,
                        5 << 6 | 6,
                        0x8000))
                .containsExactly(
                        "0x8000+32",
                        "0x9000+16",
                        "memory_op(cmd populate_physmap, arg 0x8000) {extent_start 0x9000, nr_extents 0x2, extent_order 0x0,"
                                + " mem_flags 0x0, domid 0x7ff0} extents 0x100 0x101");
    }

    @Test
    void listsBehindOneStructureStandApart() {
        byte[] batch =
                bytes(32, 0, (short) 1, 2, (short) 4, 4, (short) 1, 6, (short) 2, 8, 0x9000L, 16, 0xa000L, 24, 0xb000L);
        assertThat(told(
                        new Caller()
                                .with(0x8000, batch)
                                .with(0x9000, bytes(8, 0, 5L))
                                .with(0xa000, bytes(8, 0, 6L)),
                        12,
                        23,
                        0x8000))
                .containsExactly(
                        "0x8000+32",
                        "0x9000+8",
                        "0xa000+8",
                        "memory_op(cmd add_to_physmap_batch, arg 0x8000) {domid 0x1, space 0x4, size 0x1, foreign_domid 0x2,"
                                + " idxs 0x9000, gpfns 0xa000, errs 0xb000} idxs 0x5 gpfns 0x6");
    }

    @Test
    void anArrayIsCountedByAnArgument() {
        byte[] two = bytes(32, 0, (short) 0x7ff0, 16, (short) 3);
        assertThat(told(new Caller().with(0x8000, two), 20, 6, 0x8000, 2))
                .containsExactly(
                        "0x8000+32", "grant_table_op(cmd query_size, uop 0x8000, count 0x2) {dom 0x7ff0} {dom 0x3}");
        assertThat(told(new Caller().with(0x8000, bytes(20)), 20, 6, 0x8000, 2).getLast())
                .as("some cannot be read")
                .endsWith("{dom 0x0} {dom 0x0}");
        assertThat(told(new Caller(), 20, 12, 0, 0))
                .containsExactly("grant_table_op(cmd cache_flush, uop 0x0, count 0x0)");
    }

    @Test
    void anOperationInAStructure() {
        byte[] op = bytes(144, 0, 12, 4, 0x15, 8, (short) 1, 24, 0x9000L);
        assertThat(told(new Caller().with(0x8000, op).with(0x9000, bytes(352)), 36, 0x8000))
                .containsExactly(
                        "0x8000+144",
                        "0x9000+352",
                        "domctl(op 0x8000) setvcpucontext {interface_version 0x15, domain 0x1}");
        assertThat(told(new Caller(), 36, 0x8000)).as("unreadable").containsExactly("0x8000+144", "domctl(op 0x8000)");
    }

    @Test
    void nonsenseIsCapturedAsFarAsItGoes() {
        assertThat(told(new Caller(), 32, 99, 0x8000)).containsExactly("event_channel_op(cmd 0x63, arg 0x8000)");
        assertThat(told(new Caller(), 20, 0, 0x8000, 0xffff_ffffL).getFirst()).isEqualTo("0x8000+" + 32 * 0xffff_ffffL);
        byte[] poll = bytes(24, 0, -1L, 8, -1);
        assertThat(told(new Caller().with(0x8000, poll), 29, 3, 0x8000))
                .containsExactly(
                        "0x8000+24",
                        "0x" + "f".repeat(16) + "+" + 4L * Integer.MAX_VALUE,
                        "sched_op(cmd poll, arg 0x8000) {ports 0xffffffffffffffff, nr_ports 0xffffffff, timeout 0x0}");
        byte[] populate = bytes(32, 0, 0x9000L, 8, -1L);
        assertThat(told(new Caller().with(0x8000, populate), 12, 6, 0x8000).get(1))
                .isEqualTo("0x9000+" + 8L * Integer.MAX_VALUE);
        assertThat(told(new Caller(), 1, 1, 2))
                .containsExactly("mmu_update(arg1 0x1, arg2 0x2, arg3 0x0, arg4 0x0, arg5 0x0)");
    }

    @Test
    void buffersOfADeviceModelsCallAreFollowed() {
        byte[] buffers = bytes(32, 0, 0x9000L, 8, 4L, 16, 0xa000L, 24, 2L);
        Caller caller =
                new Caller().with(0x8000, buffers).with(0x9000, bytes(4)).with(0xa000, bytes(2));
        assertThat(told(caller, 41, 1, 2, 0x8000))
                .startsWith("0x8000+32", "0x9000+4", "0xa000+2")
                .last()
                .isEqualTo("dm_op(domid 0x1, nr_bufs 0x2, bufs 0x8000) {h 0x9000, size 0x4} {h 0xa000, size 0x2}");
    }

    @Test
    void resultsAreErrorsByName() {
        assertThat(ABI.results(Way.HVC, HVC, 20)).isEqualTo(1);
        assertThat(ABI.result(Way.HVC, HVC, 20, 0xffff_ffdaL)).isEqualTo("-ENOSYS");
        assertThat(ABI.result(Way.HVC, HVC, 20, 0x00040011L)).isEqualTo("0x40011");
        assertThat(ABI.result(Way.HVC, HVC, 20, 0xffff_ff00L)).isEqualTo("-256");
    }

    @Test
    void firmwaresCallsAndOthersAreNotXens() {
        assertThat(ABI.name(Way.HVC, 0, 0x8400_0003)).contains("CPU_ON");
        assertThat(ABI.name(Way.FIRMWARE, 0, 0x8400_0008)).contains("SYSTEM_OFF");
        assertThat(ABI.name(Way.HVC, 0, 18)).isEmpty();
        assertThat(ABI.name(Way.HVC, HVC, 56)).isEmpty();
        assertThat(ABI.name(Way.HVC, HVC, -1)).isEmpty();
        assertThat(ABI.immediateOf(Way.HVC, 18)).isEqualTo(HVC);
        assertThat(ABI.immediateOf(Way.HVC, 0x8400_0003)).isZero();
        assertThat(ABI.results(Way.HVC, 0, 0x8400_0003)).isEqualTo(1);
        assertThat(ABI.result(Way.HVC, 0, 0x8400_0003, 0xffff_fffcL)).isEqualTo("ALREADY_ON");
        assertThat(ABI.format(Way.HVC, 0x123, 7, List.of(1L))).isEqualTo("0x00000007(0x1)");
    }

    @Test
    void namesHaveNumbers() {
        assertThat(XenAbi.number("event_channel_op")).hasValue(32);
        assertThat(XenAbi.number("EVENT_CHANNEL_OP")).isEmpty();
        assertThat(XenAbi.names()).contains("mmu_update", "hypfs_op").doesNotHaveDuplicates();
    }
}
