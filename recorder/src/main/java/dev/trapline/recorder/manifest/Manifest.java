package dev.trapline.recorder.manifest;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recording says of itself: complete on disk before the first instruction runs, never changed afterwards.
 *
 * @param schemaVersion {@link Schema#VERSION} of its writer
 * @param behaviourVersion {@code dev.trapline.emu.Behaviour.VERSION} of its writer
 * @param traplineVersion of its writer, for people
 * @param machine the machine's description, as its own text
 * @param images what the machine was made with; the bytes lie in the store of images
 * @param arguments the command line
 * @param insnNs virtual nanoseconds an instruction takes
 * @param startCount instructions attempted before the first recorded one: 0 unless there is a parent
 * @param startSkippedNs virtual time skipped by then
 * @param parent the recording this one goes on from
 * @param modelEvents the kinds of the model's events
 * @param calls the convention by which calls were captured: {@code dev.trapline.emu.port.CallAbi.id()}
 * @param keepsLast a flight recorder's limit as it was given; its oldest events may be gone
 */
public record Manifest(
        int schemaVersion,
        int behaviourVersion,
        String traplineVersion,
        String machine,
        List<Image> images,
        List<String> arguments,
        long seed,
        long insnNs,
        long startCount,
        long startSkippedNs,
        Optional<Parent> parent,
        List<ModelEvent> modelEvents,
        String calls,
        Optional<String> keepsLast) {
    /** The file's name in a recording. */
    public static final String FILE = "manifest.json";

    /** By this all calls were captured before manifests said so. */
    private static final String FIRST_CALLS = "psci";

    /**
     * An image.
     *
     * @param role what the machine uses it as, such as {@code kernel}
     * @param name the file's name, for people
     */
    public record Image(String role, String name, String sha256, long size) {}

    /**
     * Where another recording goes on.
     *
     * @param manifestSha256 SHA-256 of the parent's manifest, its identity
     * @param name how it was named, for people
     */
    public record Parent(String manifestSha256, String name, long count, int ordinal) {}

    /**
     * A kind of event of the model.
     *
     * @param number in {@code TraceEvent.Model}
     * @param fields name and format of each field, such as {@code domid:u16}, in the order of the bytes
     */
    public record ModelEvent(int number, String name, List<String> fields) {}

    /** The same of a recording that goes on from another, where so much virtual time was skipped. */
    public Manifest withParent(Parent from, long skippedNs) {
        return new Manifest(
                schemaVersion,
                behaviourVersion,
                traplineVersion,
                machine,
                images,
                arguments,
                seed,
                insnNs,
                from.count(),
                skippedNs,
                Optional.of(from),
                modelEvents,
                calls,
                keepsLast);
    }

    /** The same of a flight recorder with this limit. */
    public Manifest withKeepsLast(String limit) {
        return new Manifest(
                schemaVersion,
                behaviourVersion,
                traplineVersion,
                machine,
                images,
                arguments,
                seed,
                insnNs,
                startCount,
                startSkippedNs,
                parent,
                modelEvents,
                calls,
                Optional.of(limit));
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("trapline_recording", (long) schemaVersion);
        m.put("behaviour", (long) behaviourVersion);
        m.put("trapline", traplineVersion);
        m.put("machine", machine);
        m.put("images", images.stream().map(Manifest::members).toList());
        m.put("arguments", arguments);
        m.put("seed", seed);
        m.put("insn_ns", insnNs);
        m.put("start_count", startCount);
        m.put("start_skipped_ns", startSkippedNs);
        parent.ifPresent(p -> m.put(
                "parent",
                ordered("manifest_sha256", p.manifestSha256(), "name", p.name(), "count", p.count(), "ordinal", (long)
                        p.ordinal())));
        List<Object> kinds = new ArrayList<>();
        for (ModelEvent e : modelEvents) {
            kinds.add(ordered("number", (long) e.number(), "name", e.name(), "fields", e.fields()));
        }
        m.put("model_events", kinds);
        m.put("calls", calls);
        keepsLast.ifPresent(limit -> m.put("keeps_last", limit));
        return SealedJson.write(m);
    }

    private static Map<String, Object> members(Image i) {
        return ordered("role", i.role(), "name", i.name(), "sha256", i.sha256(), "size", i.size());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** Reads the file's bytes; throws {@link RecordingException} if it is damaged or of another schema. */
    public static Manifest read(String file, byte[] bytes) {
        SealedJson m = SealedJson.read(file, bytes);
        long schema = m.number("trapline_recording");
        if (schema != Schema.VERSION) {
            throw new RecordingException(
                    file + " is of recording schema " + schema + ", this Trapline (" + m.text("trapline")
                            + " wrote it) reads schema " + Schema.VERSION,
                    "use the Trapline it was made with, or record again");
        }
        List<Image> images = new ArrayList<>();
        for (SealedJson i : m.objects("images")) {
            Image image = new Image(i.text("role"), i.text("name"), i.text("sha256"), i.number("size"));
            if (!Digests.isHex(image.sha256())) {
                throw SealedJson.damaged(file, "'" + image.sha256() + "' is no SHA-256");
            }
            images.add(image);
        }
        List<ModelEvent> kinds = new ArrayList<>();
        for (SealedJson e : m.objects("model_events")) {
            kinds.add(new ModelEvent((int) e.number("number"), e.text("name"), e.texts("fields")));
        }
        Optional<Parent> parent = Optional.empty();
        if (m.has("parent")) {
            SealedJson p = m.object("parent");
            parent = Optional.of(new Parent(
                    p.text("manifest_sha256"), p.text("name"), p.number("count"), (int) p.number("ordinal")));
        }
        return new Manifest(
                (int) schema,
                (int) m.number("behaviour"),
                m.text("trapline"),
                m.text("machine"),
                List.copyOf(images),
                m.texts("arguments"),
                m.number("seed"),
                m.number("insn_ns"),
                m.number("start_count"),
                m.number("start_skipped_ns"),
                parent,
                List.copyOf(kinds),
                m.has("calls") ? m.text("calls") : FIRST_CALLS,
                m.has("keeps_last") ? Optional.of(m.text("keeps_last")) : Optional.empty());
    }
}
