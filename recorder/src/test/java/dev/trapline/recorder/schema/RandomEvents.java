package dev.trapline.recorder.schema;

import java.util.EnumSet;
import java.util.SplittableRandom;

/** Seeded streams of events: every kind, fields at their limits now and then, and stretches that repeat. */
public final class RandomEvents {
    private final SplittableRandom random;
    private long count;
    private long nowNs;
    private final long insnNs;

    public RandomEvents(long seed, long insnNs) {
        this.random = new SplittableRandom(seed);
        this.insnNs = insnNs;
    }

    public long count() {
        return count;
    }

    /** Tells so many random events, each to every sink. */
    public void tell(int events, TraceSink... sinks) {
        for (int i = 0; i < events; i++) {
            step();
            EventKind kind = EventKind.all().get(random.nextInt(EventKind.all().size()));
            tell(kind, sinks);
        }
    }

    /** Tells every kind once. */
    public void tellEveryKind(TraceSink... sinks) {
        for (EventKind kind : EnumSet.allOf(EventKind.class)) {
            step();
            tell(kind, sinks);
        }
    }

    /** Tells a loop of {@code period} simple events, so many events in all, each {@code instructions} after the last. */
    public void loop(int period, int events, int instructions, TraceSink... sinks) {
        long value = random.nextInt(4);
        long[] pa = random.longs(period, 0, 4).toArray();
        int[] what = random.ints(period, 0, 7).toArray();
        for (int i = 0; i < events; i++) {
            int j = i % period;
            advance(instructions + j);
            for (TraceSink sink : sinks) {
                switch (what[j]) {
                    case 0, 1 -> sink.deviceRead(count, 0, 1, 0x09000000L + 4 * pa[j], 4, value);
                    case 2 -> sink.deviceWrite(count, 0, 1, 0x09000000L + 4 * pa[j], 4, value);
                    case 3 -> sink.timerWrite(count, 1, 3, 1000L * i);
                    case 4 -> sink.wake(count, 0);
                    case 5 -> sink.exceptionTaken(count, 0, 8, 16, 19, 0, 0, 0, 0x8000L + 4 * pa[j]);
                    default -> sink.model(count, 0, 5, new byte[] {1, (byte) pa[j]}, 0, 2);
                }
            }
        }
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {}
            case 3 -> advance(random.nextLong(1L << 26));
            default -> advance(random.nextInt(1, 200));
        }
    }

    private void advance(long instructions) {
        count += instructions;
        nowNs += instructions * insnNs;
    }

    private void tell(EventKind kind, TraceSink... sinks) {
        int cpu = random.nextInt(8) == 0 ? 1022 : random.nextInt(-1, 4);
        long pa = random.nextInt(4) == 0 ? number() : 0x08000000L + 4 * random.nextInt(300);
        int size = 1 << random.nextInt(4);
        int intid = random.nextInt(1020);
        boolean flag = random.nextBoolean();
        long value = number();
        int word = (int) number();
        byte[] bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(5000) : random.nextInt(20)];
        random.nextBytes(bytes);
        int from = random.nextInt(bytes.length + 1);
        int length = bytes.length - from;
        long[] arguments = {number(), number(), number(), number(), number(), number(), number(), number()};
        int arity = random.nextInt(9);
        CallKind call = CallKind.values()[random.nextInt(CallKind.values().length)];
        byte[] digest = new byte[32];
        digest[random.nextInt(32)] = (byte) random.nextInt(12);
        int vector = random.nextInt(8) * 4;
        int results = random.nextInt(3);
        int device = random.nextInt(1024);
        nowNs += kind == EventKind.TIME_SKIPPED ? random.nextInt(1_000_000) : 0;
        int pick = random.nextInt(1 << 20);
        for (TraceSink sink : sinks) {
            switch (kind) {
                case EXCEPTION_TAKEN ->
                    sink.exceptionTaken(count, cpu, vector, 16, 26, word, value, arguments[0], arguments[1]);
                case CALL -> {
                    int captured = Math.min(length, TraceSink.MAX_CAPTURED);
                    sink.call(count, cpu, call, word, intid, arguments, arity, bytes, from, captured, length);
                }
                case CALL_RETURN ->
                    sink.callReturn(count, cpu, call, word, results, results > 0 ? value : 0, results > 1 ? pa : 0);
                case DEVICE_READ -> sink.deviceRead(count, cpu, device, pa, size, value);
                case DEVICE_WRITE -> sink.deviceWrite(count, cpu, device, pa, size, value);
                case COMPLEX_READ -> sink.complexRead(count, cpu, pa, size, value);
                case COMPLEX_WRITE -> sink.complexWrite(count, cpu, pa, size, value);
                case TIMER_WRITE -> sink.timerWrite(count, cpu, pick & 0xffffff, value);
                case LINE -> sink.line(count, intid, flag);
                case PRIVATE_LINE -> sink.privateLine(count, cpu, intid, flag);
                case ACKNOWLEDGED -> sink.acknowledged(count, cpu, intid, flag);
                case ENDED -> sink.ended(count, cpu, intid, flag);
                case INJECTED -> sink.injected(count, cpu, intid, flag);
                case MEMORY_WRITTEN -> sink.memoryWritten(count, pa, bytes, from, length);
                case MEMORY_WRITTEN_FROM_IMAGE -> sink.memoryWrittenFromImage(count, pa, digest, value, intid);
                case OWN_MEMORY_WRITTEN -> sink.ownMemoryWritten(count, pa, bytes, from, length);
                case OWN_MEMORY_ROUTED -> sink.ownMemoryRouted(count, pa, value, flag, pick % 2 == 0);
                case WORLD_SWITCH -> sink.worldSwitch(count, cpu, value);
                case SLEEP -> sink.sleep(count, cpu, flag ? SleepKind.WFI : SleepKind.WFE);
                case WAKE -> sink.wake(count, cpu);
                case TIME_SKIPPED -> sink.timeSkipped(count, nowNs);
                case CONSOLE -> sink.console(count, pick & 0xff);
                case INPUT ->
                    sink.input(
                            count, InputKind.values()[pick % InputKind.values().length], device, bytes, from, length);
                case POWER -> sink.power(count, cpu, flag, value);
                case MACHINE_END -> sink.machineEnd(count, EndKind.values()[pick % EndKind.values().length]);
                case RESET -> sink.reset(count);
                case STATE_HASH -> sink.stateHash(count, arguments[0], arguments[1], word);
                case SEMIHOSTING -> sink.semihosting(count, cpu, word, intid, value, bytes, from, length);
                case MODEL -> sink.model(count, cpu, pick & 0xffff, bytes, from, length);
                case NOTE -> sink.note(count, "note \u00e9 " + pick);
            }
        }
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(128);
            case 2 -> random.nextLong();
            case 3 -> random.nextInt() & 0xffff_ffffL;
            case 4 -> -1L >>> random.nextInt(64);
            default -> 0x80008000L + 4 * random.nextInt(1000);
        };
    }
}
