package dev.trapline.replay.session;

import dev.trapline.recorder.schema.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The images that events named last: those of a disk are read piece by piece, and each is verified when it is fetched. */
final class ImageCache implements Function<ByteString, byte[]> {
    /** Blocks of 64 KiB: 4 MiB. */
    private static final int MOST = 64;

    private final Function<ByteString, byte[]> images;
    private final Map<ByteString, byte[]> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, byte[]> eldest) {
            return size() > MOST;
        }
    };

    ImageCache(Function<ByteString, byte[]> images) {
        this.images = images;
    }

    @Override
    public byte[] apply(ByteString sha256) {
        return last.computeIfAbsent(sha256, images);
    }
}
