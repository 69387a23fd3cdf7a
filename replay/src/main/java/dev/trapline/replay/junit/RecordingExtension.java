package dev.trapline.replay.junit;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests the {@link ReplayedRecording} that {@link ReplayOf} names. A recording is run again once for all tests of a
 * test run, when the first of them asks something of it; with tests in parallel, once for each thread.
 */
public final class RecordingExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RecordingExtension.class);

    /** What the recordings are kept by: one is not for several threads. */
    private record Key(Path path, How how, long thread) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ReplayedRecording.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ReplayOf named = parameter
                .findAnnotation(ReplayOf.class)
                .or(() -> around(context).stream()
                        .flatMap(e -> AnnotationSupport.findAnnotation(e, ReplayOf.class).stream())
                        .findFirst())
                .orElseThrow(
                        () -> new ParameterResolutionException(
                                parameter.getParameter()
                                        + " names no recording. Next: put @ReplayOf(\"FILE.rec\") before it, or at its method or class"));
        Key key = new Key(
                Path.of(named.value()), named.how(), Thread.currentThread().threadId());
        // The root's: it closes what it keeps when all tests have run.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(key, k -> ReplayedRecording.open(k.path(), k.how()), ReplayedRecording.class);
    }

    /** The test's method and classes, the nearest first. */
    private static List<AnnotatedElement> around(ExtensionContext context) {
        List<AnnotatedElement> all = new ArrayList<>();
        context.getTestMethod().ifPresent(all::add);
        context.getTestClass().ifPresent(all::add);
        List<Class<?>> enclosing = new ArrayList<>(context.getEnclosingTestClasses());
        Collections.reverse(enclosing);
        all.addAll(enclosing);
        return all;
    }
}
