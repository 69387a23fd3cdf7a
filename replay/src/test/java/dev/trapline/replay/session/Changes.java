package dev.trapline.replay.session;

import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Events with one field changed, by reflection over their records. */
final class Changes {
    private static final String POSITION = "at";

    private Changes() {}

    /** The fields of an event that can be changed. */
    static List<String> fields(TraceEvent event) {
        return Arrays.stream(event.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals(POSITION))
                .toList();
    }

    /** The event with another value in a field; empty if the field has no other, as an empty list has not. */
    static Optional<TraceEvent> changed(TraceEvent event, String field) {
        return with(event, field, Changes::other);
    }

    /** The event at another count. */
    static TraceEvent shifted(TraceEvent event, long by) {
        return with(event, POSITION, at -> {
                    TracePosition p = (TracePosition) at;
                    return Optional.of(new TracePosition(p.number(), p.count() + by, p.ordinal(), p.virtualNs()));
                })
                .orElseThrow();
    }

    private interface Change {
        Optional<Object> of(Object value);
    }

    private static Optional<TraceEvent> with(TraceEvent event, String field, Change change) {
        RecordComponent[] components = event.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getAccessor().invoke(event);
                if (components[i].getName().equals(field)) {
                    Optional<Object> other = change.of(values[i]);
                    if (other.isEmpty()) {
                        return Optional.empty();
                    }
                    values[i] = other.get();
                }
            }
            return Optional.of(
                    (TraceEvent) event.getClass().getDeclaredConstructor(types).newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(event.toString(), e);
        }
    }

    private static Optional<Object> other(Object value) {
        return switch (value) {
            case Integer i -> Optional.of(i ^ 1);
            case Long l -> Optional.of(l ^ 1);
            case Boolean b -> Optional.of(!b);
            case Enum<?> e -> Optional.of(next(e));
            case ByteString b -> b.length() == 0 ? Optional.empty() : Optional.of(flipped(b));
            case List<?> list -> list.isEmpty() ? Optional.empty() : Optional.of(lastChanged(list));
            default -> Optional.empty();
        };
    }

    private static Object next(Enum<?> value) {
        Object[] all = value.getDeclaringClass().getEnumConstants();
        return all[(value.ordinal() + 1) % all.length];
    }

    private static ByteString flipped(ByteString bytes) {
        byte[] array = bytes.toArray();
        array[array.length / 2] ^= 1;
        return ByteString.of(array);
    }

    private static List<Object> lastChanged(List<?> values) {
        List<Object> all = new ArrayList<>(values);
        all.set(all.size() - 1, (Long) all.getLast() ^ 1);
        return all;
    }
}
