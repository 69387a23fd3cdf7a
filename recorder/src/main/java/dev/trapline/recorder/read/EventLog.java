package dev.trapline.recorder.read;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.chronicle.SegmentHeader;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The index of a log's batches, made by walking their headers once; and their bytes, verified whenever they are read.
 * Not for several threads.
 */
final class EventLog implements AutoCloseable {
    private final String name;
    private final ExcerptSource source;
    private final Manifest manifest;
    private final ByteString manifestDigest;
    private final List<BatchHeader> headers = new ArrayList<>();
    private final List<ExcerptSource.Place> places = new ArrayList<>();
    /** Chain hash of the batch before each. */
    private final List<ByteString> before = new ArrayList<>();

    private ByteString chain;
    private long nextSequence;
    private long nextEvent = 1;
    private long lastCount;
    private int nextSegment;
    private boolean begun;
    private boolean torn;
    private Optional<Damage> damage = Optional.empty();

    EventLog(String name, ExcerptSource source, Manifest manifest, byte[] manifestDigest) {
        this.name = name;
        this.source = source;
        this.manifest = manifest;
        this.manifestDigest = ByteString.of(manifestDigest);
        this.chain = ByteString.of(manifestDigest, 0, BatchHeader.CHAIN_LENGTH);
        this.lastCount = manifest.startCount();
    }

    /** Looks for what was appended since; returns whether there is more than before. */
    boolean refresh() {
        int had = headers.size();
        torn = false;
        try {
            while (damage.isEmpty()) {
                switch (source.step()) {
                    case EXCERPT -> take();
                    case END -> {
                        return headers.size() > had;
                    }
                    case TORN -> {
                        torn = true;
                        return headers.size() > had;
                    }
                    case DAMAGED -> damaged(source.damage());
                }
            }
        } catch (IOException e) {
            damaged("the event log cannot be read (" + e + ")");
        }
        return headers.size() > had;
    }

    private void take() throws IOException {
        ExcerptSource.Place place = source.place();
        if (place.length() < BatchHeader.LENGTH) {
            segment(place);
            return;
        }
        Optional<BatchHeader> parsed = BatchHeader.parsed(source.head(), 0, BatchHeader.LENGTH);
        if (parsed.isEmpty() || parsed.get().length() != place.length()) {
            damaged(source.words(place) + " the header of batch " + nextSequence + " is damaged");
            return;
        }
        BatchHeader header = parsed.get();
        if (!begun) {
            damaged(source.words(place) + " a batch stands before its segment's header");
        } else if (header.sequence() != nextSequence) {
            damaged(source.words(place) + " stands batch " + header.sequence() + " where batch " + nextSequence
                    + " should");
        } else if (header.firstCount() != lastCount
                || header.lastCount() < header.firstCount()
                || header.firstEvent() != nextEvent
                || header.events() <= 0) {
            damaged(source.words(place) + " batch " + nextSequence + " does not go on where the one before it ends");
        } else {
            headers.add(header);
            places.add(place);
            before.add(chain);
            chain = header.chain();
            nextSequence++;
            nextEvent = header.nextEvent();
            lastCount = header.lastCount();
        }
    }

    private void segment(ExcerptSource.Place place) throws IOException {
        byte[] bytes = source.read(place);
        Optional<SegmentHeader> found = SegmentHeader.verified(bytes, 0, bytes.length);
        if (found.isEmpty()) {
            damaged(source.words(place) + " the header of segment " + nextSegment + " is damaged");
            return;
        }
        SegmentHeader header = found.get();
        boolean firstKept = !begun && manifest.keepsLast().isPresent();
        if (!header.manifest().equals(manifestDigest)) {
            damaged(source.words(place) + " stands a segment of another recording, or of another manifest");
        } else if (firstKept) {
            begin(header);
        } else if (header.number() != nextSegment
                || header.firstSequence() != nextSequence
                || !header.previousChain().equals(chain)) {
            damaged(source.words(place) + " stands segment " + header.number() + " where segment " + nextSegment
                    + ", from batch " + nextSequence + " on, should");
        } else {
            begun = true;
            nextSegment++;
        }
    }

    /** A flight recorder's first segment that was kept: the first batch says where events and counts stand. */
    private void begin(SegmentHeader header) throws IOException {
        begun = true;
        nextSegment = header.number() + 1;
        nextSequence = header.firstSequence();
        chain = header.previousChain();
        if (nextSequence == 0) {
            return;
        }
        switch (source.step()) {
            case EXCERPT -> {
                BatchHeader.parsed(source.head(), 0, BatchHeader.LENGTH).ifPresent(first -> {
                    lastCount = first.firstCount();
                    nextEvent = first.firstEvent();
                });
                take();
            }
            case END, TORN -> begun = false;
            case DAMAGED -> damaged(source.damage());
        }
    }

    private void damaged(String what) {
        damage = Optional.of(new Damage(name, what, nextSequence, lastCount, nextEvent - 1));
    }

    /** The damage that the walk found, if any: nothing after it is looked at. */
    Optional<Damage> damage() {
        return damage;
    }

    /** Says that something is wrong after the last batch. */
    void damagedAtEnd(String what) {
        if (damage.isEmpty()) {
            damaged(what);
        }
    }

    /** Whether the last excerpt was begun and not completed. */
    boolean isTorn() {
        return torn;
    }

    int size() {
        return headers.size();
    }

    BatchHeader header(int i) {
        return headers.get(i);
    }

    /** Batches the recording had in all up to the last. */
    long batches() {
        return nextSequence;
    }

    long nextEvent() {
        return nextEvent;
    }

    long lastCount() {
        return lastCount;
    }

    ByteString chain() {
        return chain;
    }

    /** The bytes of a batch, header and payload, verified with its place in the chain. */
    byte[] read(int i) {
        BatchHeader header = headers.get(i);
        try {
            byte[] bytes = source.read(places.get(i));
            Optional<BatchHeader> verified = BatchHeader.verified(bytes, 0, bytes.length);
            if (verified.isEmpty() || !verified.get().equals(header)) {
                throw damagedBatch(i, "its checksum does not match").toException();
            }
            if (!header.follows(before.get(i).toArray(), bytes, 0)) {
                throw damagedBatch(i, "it does not follow the batch before it, nor the manifest")
                        .toException();
            }
            return bytes;
        } catch (IOException e) {
            throw damagedBatch(i, "it cannot be read (" + e + ")").toException();
        }
    }

    /** Damage within a batch. */
    Damage damagedBatch(int i, String what) {
        BatchHeader header = headers.get(i);
        return new Damage(
                name,
                source.words(places.get(i)) + " batch " + header.sequence() + " is damaged: " + what,
                header.sequence(),
                header.firstCount(),
                header.firstEvent() - 1);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new RecordingException(name + " cannot be closed: " + e.getMessage(), "look at the disk it is on");
        }
    }
}
