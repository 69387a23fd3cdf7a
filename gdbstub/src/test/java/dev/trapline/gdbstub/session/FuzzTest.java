package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.codec.OutFrame;
import dev.trapline.gdbstub.codec.RspFrameDecoder;
import dev.trapline.gdbstub.codec.RspFrameEncoder;
import dev.trapline.gdbstub.fake.AskingTarget;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import dev.trapline.gdbstub.packet.PayloadBuffer;
import dev.trapline.gdbstub.packet.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random packets through framing and session: nothing is thrown, nothing leaks, nothing grows. The property
 * {@code trapline.fuzz.packets} says how many ({@code trapline.long}: ten million), {@code trapline.seed} which.
 */
final class FuzzTest {
    private static final long SAMPLE = 200_000;
    private static final long ALL = 10_000_000;
    private static final int PACKETS_OF_A_SESSION = 2_000;
    /** Less than what is left of three quarters of the sample if each packet leaves the smallest object there is. */
    private static final long MAY_GROW = 2 << 20;
    /** What every debugger sends, and what every family of packets looks like. */
    private static final String[] VALID = {
        "?",
        "!",
        "g",
        "G00000000",
        "p0",
        "p19",
        "pa4",
        "P5=01000000",
        "m8000,40",
        "m17ff0,40",
        "M9000,2:abcd",
        "X9000,2:ab",
        "x8000,20",
        "c",
        "s",
        "C05",
        "S05;8000",
        "vCont?",
        "vCont;c",
        "vCont;s:p1.1;c:p1.-1",
        "vCont;r8000,8020:p1.1",
        "vCont;t:p1.-1",
        "bs",
        "bc",
        "Z0,8020,4",
        "z0,8020,4",
        "Z1,8008,4;X3,220127",
        "Z0,8018,4;X3,220127;cmds:0,X8,220022003400000200",
        "Z2,9000,4",
        "z2,9000,4",
        "Z4,9000,4",
        "Hgp0.0",
        "Hgp1.2",
        "Hc-1",
        "Hcp1.1",
        "Tp1.1",
        "qC",
        "qfThreadInfo",
        "qsThreadInfo",
        "qThreadExtraInfo,p1.2",
        "qSupported:swbreak+",
        "qSupported:multiprocess+;swbreak+;hwbreak+",
        "QStartNoAckMode",
        "QNonStop:1",
        "QNonStop:0",
        "vMustReplyEmpty",
        "QCatchSyscalls:1;4",
        "QCatchSyscalls:0",
        "QPassSignals:e;10",
        "qXfer:features:read:target.xml:0,1000",
        "qXfer:threads:read::0,1000",
        "qXfer:memory-map:read::0,1000",
        "qXfer:osdata:read:worlds:0,100",
        "qXfer:exec-file:read:1:0,100",
        "qXfer:traceframe-info:read::0,100",
        "vFile:setfs:0",
        "vFile:open:2f696d616765,0,0",
        "vFile:pread:1,100,0",
        "vFile:fstat:1",
        "vFile:close:1",
        "qSearch:memory:8000;1000;\36\377",
        "qCRC:8000,100",
        "qRcmd,68656c70",
        "qRcmd,7768656e",
        "qRcmd,7365656b2035",
        "qTStatus",
        "QTFrame:5",
        "QTFrame:ffffffff",
        "QTFrame:pc:8020",
        "QTFrame:range:8000:8010",
        "qTfP",
        "qTfV",
        "vAttach;1",
        "vAttach;2",
        "vKill;1",
        "vRun;",
        "R00",
        "D",
        "D;1",
        "k",
        "vCtrlC",
        "vStopped",
        "qHostInfo",
        "qProcessInfo",
        "qRegisterInfo0",
        "jThreadsInfo",
        "qMemoryRegionInfo:8000",
        "QThreadSuffixSupported",
        "QListThreadsInStopReply",
        "QSaveRegisterState",
        "QRestoreRegisterState:1",
        "qThreadStopInfo1",
        "qGetWorkingDir",
        "qWatchpointSupportInfo:",
        "QEnableErrorStrings",
        "_M100,rwx",
        "qAttached:1",
        "qOffsets",
        "qSymbol::",
        "F0",
        "F4",
        "F-1,4",
        "F-1,4,C",
        "F0,0,C",
        "F-1,5b",
        "F10;abcd",
        "F7fffffffffffffff",
        "F8000000000000000",
        "F"
    };

    /** Runs are short and are made at once, so that a seed gives the same conversation again. */
    private static final class Brief extends FakeTargets {
        Brief(boolean reversible) {
            super(() -> new FakeTarget(reversible) {
                private int resumes;

                @Override
                public void resume(Resume how, StopListener told) {
                    boolean backwards = how.backwards();
                    // Sometimes later, as a running machine does; the next packets come first.
                    super.resume(new Resume.Step(backwards, current()), new StopListener() {
                        @Override
                        public void stopped(Stop stop) {
                            told.says("text\n");
                            told.stopped(
                                    resumes++ % 16 == 0 ? new Stop(current(), new Stop.Reason.Interrupted()) : stop);
                        }

                        @Override
                        public void says(String text) {
                            told.says(text);
                        }
                    });
                }
            });
        }
    }

    /** Whose guest calls the debugger each time it goes on, and how often it was answered how. */
    private static final class Calling extends FakeTargets {
        Calling(Map<String, Integer> answers) {
            super(() -> new AskingTarget(new FileCall.Read(3, FakeTarget.COUNTER, 4)) {
                @Override
                public void resume(Resume how, StopListener told) {
                    super.resume(how, told);
                    if (!served()) {
                        told.stopped(new Stop(current(), new Stop.Reason.Stepped()));
                    }
                }

                @Override
                public void answered(FileAnswer answer) {
                    super.answered(answer);
                    answers().clear();
                    answers.merge(kind(answer), 1, Integer::sum);
                }
            });
        }

        private static String kind(FileAnswer answer) {
            return switch (answer) {
                case FileAnswer.Done(long result, boolean interrupted) -> interrupted ? "done, interrupted" : "done";
                case FileAnswer.Failed(int errno, boolean interrupted) ->
                    interrupted ? "failed, interrupted" : "failed";
                case FileAnswer.Garbled _ -> "garbled";
            };
        }

        @Override
        public DebugTarget attach() {
            DebugTarget target = super.attach();
            // Who is handed out is kept by the fakes, not by the server.
            handed().clear();
            return target;
        }
    }

    /** A session between a decoder and an encoder, as on a socket. */
    private static final class Line implements SessionOutput {
        /** Counts every buffer, which says exactly what the leak detector can only guess. */
        private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true);

        private final EmbeddedChannel channel = new EmbeddedChannel(
                new RspFrameDecoder(Limits.DEFAULT.packetBytes(), false), new RspFrameEncoder(true));
        private final Deque<Runnable> later = new ArrayDeque<>();
        private final PayloadBuffer payload = new PayloadBuffer();
        private final GdbSession session;
        private long sent;
        private long refusedAnswers;

        Line(DebugTargets targets) {
            Limits limits = new Limits(4096, 1, 1 << 20, Duration.ofMillis(100));
            channel.config().setAllocator(buffers);
            session = new GdbSession(targets, limits, this, later::add);
        }

        void feed(byte[] bytes) {
            ByteBuf buffer = channel.alloc().heapBuffer(bytes.length).writeBytes(bytes);
            channel.writeInbound(buffer);
            for (Frame frame; (frame = channel.readInbound()) != null; ) {
                if (frame instanceof Frame.Interrupt) {
                    session.interrupt();
                }
                session.receive(frame);
                for (Runnable next; (next = later.poll()) != null; ) {
                    next.run();
                }
            }
        }

        private void put(OutFrame frame) {
            channel.writeOutbound(frame);
            ByteBuf bytes = channel.readOutbound();
            sent += bytes.readableBytes();
            bytes.release();
        }

        @Override
        public void send(Reply reply) {
            if (reply.equals(Movement.NOT_ASKED)) {
                refusedAnswers++;
            }
            payload.clear();
            reply.writeTo(payload);
            put(new OutFrame.Packet(payload.copy()));
        }

        @Override
        public void notifyStop(Reply stop) {
            payload.clear();
            stop.writeTo(payload);
            put(new OutFrame.Notification(payload.copy()));
        }

        @Override
        public void console(String text) {
            send(new Reply.Console(text));
        }

        @Override
        public void acknowledge() {
            put(new OutFrame.Ack());
        }

        @Override
        public void refuse() {
            put(new OutFrame.Nack());
        }

        @Override
        public void resend() {
            put(new OutFrame.Packet(new byte[0]));
        }

        @Override
        public void close() {
            later.clear();
        }

        void end() {
            session.end();
            channel.finishAndReleaseAll();
            assertThat(buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory())
                    .as("bytes of buffers that were not released")
                    .isZero();
        }
    }

    private static byte[] packet(Random random) {
        byte[] payload = VALID[random.nextInt(VALID.length)].getBytes(StandardCharsets.ISO_8859_1);
        int kind = random.nextInt(10);
        if (kind >= 5) {
            for (int i = random.nextInt(3); i >= 0 && payload.length > 0; i--) {
                payload = mutated(payload, random);
            }
        }
        if (kind == 9) {
            payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
        }
        StringBuilder framed = new StringBuilder("$");
        int sum = 0;
        for (byte b : payload) {
            boolean escaped = b == '#' || b == '$' || b == '}';
            if (escaped) {
                framed.append('}');
                sum += '}';
            }
            char c = (char) ((escaped ? b ^ 0x20 : b) & 0xff);
            framed.append(c);
            sum += c;
        }
        framed.append('#').append(String.format("%02x", sum & 0xff));
        if (random.nextInt(50) == 0) {
            framed.insert(random.nextInt(framed.length()), (char) random.nextInt(256));
        }
        if (random.nextInt(20) == 0) {
            framed.append("+-\3x".charAt(random.nextInt(4)));
        }
        if (random.nextInt(20) == 0) {
            // As who answers twice, or did not wait.
            framed.append(framed);
        }
        return framed.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] mutated(byte[] payload, Random random) {
        int at = random.nextInt(payload.length);
        StringBuilder text = new StringBuilder(new String(payload, StandardCharsets.ISO_8859_1));
        switch (random.nextInt(5)) {
            case 0 -> text.setCharAt(at, (char) random.nextInt(256));
            case 1 -> text.deleteCharAt(at);
            case 2 -> text.insert(at, "0123456789abcdef,;:-p.".charAt(random.nextInt(22)));
            case 3 -> text.setLength(at);
            default -> text.setCharAt(at, "0123456789abcdef".charAt(random.nextInt(16)));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long packets() {
        return Long.getLong("trapline.fuzz.packets", Boolean.getBoolean("trapline.long") ? ALL : SAMPLE);
    }

    /** Feeds so many random packets. */
    private static void feed(Line line, long seed, long packets) {
        Random random = new Random(seed);
        for (long i = 0; i < packets; i++) {
            byte[] packet = packet(random);
            try {
                line.feed(packet);
            } catch (RuntimeException thrown) {
                throw new AssertionError(
                        "seed " + seed + ", packet " + i + ": " + new String(packet, StandardCharsets.ISO_8859_1),
                        thrown);
            }
        }
    }

    /** What is in use after a collection: the least of a few, since a collection may leave some for the next. */
    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Test
    void anyPacketsAtAllAreAnsweredAndNothingLeaks() {
        Random random = new Random(Long.getLong("trapline.seed", 1));
        Map<String, Integer> answers = new TreeMap<>();
        long refusedAnswers = 0;
        long sessions = Math.max(1, packets() / PACKETS_OF_A_SESSION);
        long early = 0;
        for (long i = 0; i < sessions; i++) {
            if (i == sessions / 4) {
                early = heapInUse();
            }
            DebugTargets targets = switch (random.nextInt(3)) {
                case 0 -> new Brief(false);
                case 1 -> new Brief(true);
                default -> new Calling(answers);
            };
            Line line = new Line(targets);
            feed(line, random.nextLong(), PACKETS_OF_A_SESSION);
            assertThat(line.sent).isPositive();
            refusedAnswers += line.refusedAnswers;
            line.end();
        }
        assertThat(heapInUse() - early)
                .as("bytes of heap that sessions left behind")
                .isLessThan(MAY_GROW);
        assertThat(answers)
                .as("answers to the guest's calls that reached it")
                .containsOnlyKeys("done", "done, interrupted", "failed", "failed, interrupted", "garbled");
        assertThat(refusedAnswers).as("answers to nothing").isPositive();
    }

    @Test
    void oneSessionHoldsNoMoreAfterMillionsOfPackets() {
        long seed = Long.getLong("trapline.seed", 1);
        // One that is reversible keeps a log of its own, which is not what is measured.
        Line line = new Line(new Calling(new TreeMap<>()));
        feed(line, seed, packets() / 4);
        long early = heapInUse();
        feed(line, seed + 1, packets() - packets() / 4);
        assertThat(heapInUse() - early)
                .as("bytes of heap the session came to hold")
                .isLessThan(MAY_GROW);
        line.end();
    }

    @Test
    void anyBytesAtAllAreFramedAndNothingGrows() {
        Random random = new Random(Long.getLong("trapline.seed", 1));
        EmbeddedChannel channel = new EmbeddedChannel(new RspFrameDecoder(1024, false));
        byte[] bytes = new byte[4096];
        for (int i = 0; i < 2000; i++) {
            random.nextBytes(bytes);
            channel.writeInbound(channel.alloc().heapBuffer(bytes.length).writeBytes(bytes));
            while (channel.readInbound() != null) {}
        }
        assertThat(channel.finishAndReleaseAll()).isFalse();
    }
}
