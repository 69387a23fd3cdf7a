package dev.trapline.recorder.counterexample;

import net.openhft.chronicle.queue.ExcerptTailer;

/** What the recorder must not depend on: each class below breaks the table of modules. */
public final class RecorderBreaches {
    private RecorderBreaches() {}

    static final class UsesTheModel {
        static Class<?> use() {
            return dev.trapline.hv.counterexample.HvBreaches.class;
        }
    }

    static final class ShowsChronicleOutsideItsPackage {
        static long use(ExcerptTailer tailer) {
            return tailer.index();
        }
    }

    static final class CompressesOutsideItsPackage {
        static byte[] use(byte[] bytes) {
            return com.github.luben.zstd.Zstd.compress(bytes);
        }
    }
}
