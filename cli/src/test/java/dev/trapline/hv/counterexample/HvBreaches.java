package dev.trapline.hv.counterexample;

import java.lang.classfile.ClassFile;

/** What hv must not depend on: each class below breaks the table of modules. */
public final class HvBreaches {
    private HvBreaches() {}

    static final class UsesTheRecorder {
        static Class<?> use() {
            return dev.trapline.recorder.counterexample.RecorderBreaches.class;
        }
    }

    static final class GeneratesCode {
        static ClassFile use() {
            return ClassFile.of();
        }
    }
}
