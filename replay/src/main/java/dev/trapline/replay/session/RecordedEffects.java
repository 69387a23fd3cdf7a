package dev.trapline.replay.session;

import dev.trapline.emu.mem.DeviceEffects;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.function.Function;

/** Device effects as a recording has them. */
final class RecordedEffects implements Feeder.Effects {
    private static final int FIRST_SPI = 32;

    private final Function<ByteString, byte[]> images;

    /** @param images the bytes of an image by its SHA-256 */
    RecordedEffects(Function<ByteString, byte[]> images) {
        this.images = images;
    }

    @Override
    public boolean again(TraceEvent event, DeviceEffects machine) {
        switch (event) {
            case TraceEvent.Line e -> machine.setLine(e.intid() - FIRST_SPI, e.high());
            case TraceEvent.MemoryWritten e -> {
                byte[] bytes = e.bytes().toArray();
                machine.writeMemory(e.pa(), bytes, 0, bytes.length);
            }
            case TraceEvent.MemoryWrittenFromImage e ->
                machine.writeMemory(
                        e.pa(),
                        images.apply(e.sha256()),
                        Math.toIntExact(e.imageOffset()),
                        Math.toIntExact(e.length()));
            case TraceEvent.OwnMemoryWritten e -> {
                byte[] bytes = e.bytes().toArray();
                machine.writeOwnMemory(e.pa(), bytes, 0, bytes.length);
            }
            case TraceEvent.OwnMemoryRouted e ->
                machine.routeOwnMemory(e.pa(), e.length(), e.loadsToDevice(), e.storesToDevice());
            default -> {
                return false;
            }
        }
        return true;
    }
}
