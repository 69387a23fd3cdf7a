package dev.trapline.recorder.manifest;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of JSON whose last member, {@code sha256}, is the digest of all bytes before it, so that any change is
 * found. Getters of members throw {@link RecordingException} when one is missing or is something else.
 */
public final class SealedJson {
    private static final String SEAL = ",\n  \"sha256\": \"";
    private static final String END = "\"\n}\n";

    private final String name;
    private final Map<String, Object> members;

    private SealedJson(String name, Map<String, Object> members) {
        this.name = name;
        this.members = members;
    }

    /** The bytes of a file; {@code members} must not be empty. */
    public static byte[] write(Map<String, Object> members) {
        String open = Json.write(members);
        String body = open.substring(0, open.length() - "\n}\n".length()) + SEAL;
        String digest = Digests.hex(body.getBytes(StandardCharsets.UTF_8));
        return (body + digest + END).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads and verifies.
     *
     * @param name of the file, for errors
     */
    public static SealedJson read(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int digest = text.length() - END.length() - 64;
            if (digest < SEAL.length() || !text.endsWith(END) || !text.startsWith(SEAL, digest - SEAL.length())) {
                throw damaged(name, "it is incomplete");
            }
            String body = text.substring(0, digest);
            if (!text.startsWith(Digests.hex(body.getBytes(StandardCharsets.UTF_8)), digest)) {
                throw damaged(name, "its digest does not match");
            }
            return new SealedJson(name, Json.read(text));
        } catch (CharacterCodingException e) {
            throw damaged(name, "it is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw damaged(name, String.valueOf(e.getMessage()));
        }
    }

    static RecordingException damaged(String name, String why) {
        return new RecordingException(
                name + " is damaged: " + why, "take the recording from another copy, or record again");
    }

    public String text(String member) {
        return get(name, members, member, String.class);
    }

    public long number(String member) {
        return get(name, members, member, Long.class);
    }

    public boolean has(String member) {
        return members.containsKey(member);
    }

    /** A member that is a list of objects. */
    public List<SealedJson> objects(String member) {
        return list(member).stream().map(this::object).toList();
    }

    /** A member that is a list of strings. */
    public List<String> texts(String member) {
        return list(member).stream()
                .map(each -> {
                    if (each instanceof String text) {
                        return text;
                    }
                    throw damaged(name, "'" + member + "' holds something else than strings");
                })
                .toList();
    }

    private SealedJson object(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((k, v) -> inner.put((String) k, v));
            return new SealedJson(name, inner);
        }
        throw damaged(name, "an object is expected");
    }

    /** A member that is an object. */
    public SealedJson object(String member) {
        return object(get(name, members, member, Map.class));
    }

    /** The members that are numbers. */
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        members.forEach((k, v) -> {
            if (v instanceof Long n) {
                numbers.put(k, n);
            }
        });
        return numbers;
    }

    private List<?> list(String member) {
        return get(name, members, member, List.class);
    }

    private static <T> T get(String name, Map<String, Object> members, String member, Class<T> type) {
        Object value = members.get(member);
        if (!type.isInstance(value)) {
            throw damaged(name, "'" + member + "' is missing or is no " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
