package dev.trapline.recorder.manifest;

import dev.trapline.recorder.schema.EndKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a recording ended, written when it is closed; a killed recorder leaves none.
 *
 * @param why what ended it
 * @param end how the run ended, if the run did
 * @param words why, for a person
 * @param count instructions attempted by the end
 * @param virtualNs virtual time at the end
 * @param events events in all, those of a flight recorder's dropped segments included
 * @param batches batches in all, likewise
 * @param chain chain hash of the last batch in hexadecimal; of the manifest if there is none
 * @param stateSha256 of the machine, if the owner gave one
 * @param deviceSha256 of its devices, likewise; recordings made before they were told have none
 * @param groups how many events of each group, by its word
 */
public record Ending(
        Why why,
        Optional<EndKind> end,
        String words,
        long count,
        long virtualNs,
        long events,
        long batches,
        String chain,
        Optional<String> stateSha256,
        Optional<String> deviceSha256,
        Map<String, Long> groups) {
    /** The file's name in a recording. */
    public static final String FILE = "end.json";

    /** What ended a recording. */
    public enum Why {
        /** The run ended, or its owner ended the recording. */
        ENDED,
        /** The disk was full. */
        DISK_FULL,
        /** Writing failed. */
        FAILED,
        /** Its owner closed it without saying why: an error passed through. */
        ABANDONED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("why", why.word());
        end.ifPresent(e -> m.put("end", e.word()));
        m.put("words", words);
        m.put("count", count);
        m.put("virtual_ns", virtualNs);
        m.put("events", events);
        m.put("batches", batches);
        m.put("chain", chain);
        stateSha256.ifPresent(s -> m.put("state_sha256", s));
        deviceSha256.ifPresent(s -> m.put("device_sha256", s));
        m.put("events_by_group", groups);
        return SealedJson.write(m);
    }

    /** Reads the file's bytes. */
    public static Ending read(String file, byte[] bytes) {
        SealedJson m = SealedJson.read(file, bytes);
        try {
            return new Ending(
                    Why.valueOf(m.text("why").toUpperCase(Locale.ROOT).replace('-', '_')),
                    m.has("end")
                            ? Optional.of(EndKind.valueOf(m.text("end").toUpperCase(Locale.ROOT)))
                            : Optional.empty(),
                    m.text("words"),
                    m.number("count"),
                    m.number("virtual_ns"),
                    m.number("events"),
                    m.number("batches"),
                    m.text("chain"),
                    textIfThere(m, "state_sha256"),
                    textIfThere(m, "device_sha256"),
                    m.object("events_by_group").numbers());
        } catch (IllegalArgumentException e) {
            throw SealedJson.damaged(file, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> textIfThere(SealedJson m, String name) {
        return m.has(name) ? Optional.of(m.text(name)) : Optional.empty();
    }
}
