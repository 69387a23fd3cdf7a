package dev.trapline.emu.machine;

import dev.trapline.emu.jit.CompilePolicy;
import dev.trapline.emu.jit.Compiler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The compiler of a test's JVM, on a thread of its own; none if the property {@code trapline.engine} is {@code interpreter}. */
final class HostCompiler {
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("compiler").factory());
    private static final Compiler SHARED = new Compiler(WORKER::execute, CompilePolicy.NORMAL);

    private HostCompiler() {}

    static @Nullable Compiler get() {
        return System.getProperty("trapline.engine", "auto").equals("interpreter") ? null : SHARED;
    }
}
