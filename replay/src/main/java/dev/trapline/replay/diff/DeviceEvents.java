package dev.trapline.replay.diff;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** What the machine around the pCPUs did with one instruction: the device that made a difference is among it. */
final class DeviceEvents {
    /** Events of one instruction told: a disk's answer is four. */
    private static final int MOST = 8;

    private DeviceEvents() {}

    /** Accesses by the instruction of that count, and what devices did by themselves just before it or during it. */
    static List<TraceEvent> with(Recording recording, long count) {
        List<TraceEvent> found = new ArrayList<>();
        EventReader reader = recording.reader();
        reader.seekCount(count - 1);
        while (found.size() < MOST && reader.next() && reader.count() <= count) {
            TraceEvent event = reader.event();
            if (belongs(event, count)) {
                found.add(event);
            }
        }
        return found;
    }

    private static boolean belongs(TraceEvent event, long count) {
        return switch (event) {
            case TraceEvent.DeviceRead _,
                    TraceEvent.DeviceWrite _,
                    TraceEvent.ComplexRead _,
                    TraceEvent.ComplexWrite _ -> event.at().count() == count;
            case TraceEvent.MemoryWritten _,
                    TraceEvent.MemoryWrittenFromImage _,
                    TraceEvent.OwnMemoryWritten _,
                    TraceEvent.OwnMemoryRouted _,
                    TraceEvent.Line _,
                    TraceEvent.PrivateLine _,
                    TraceEvent.Input _ -> event.at().count() >= count - 1;
            default -> false;
        };
    }
}
