package dev.trapline.emu.jit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes regions, for all machines of a process: what one has had compiled, the others get for nothing.
 *
 * <p>Safe for use by several threads.
 */
public final class Compiler {
    private final CompileQueue queue;
    private final CompilePolicy policy;
    private final UnaryOperator<CompiledRegion> finish;

    @SuppressWarnings("serial")
    private final Map<Key, CompiledRegion> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledRegion> eldest) {
            return size() > CompilePolicy.MOST_REGIONS;
        }
    };

    public Compiler(CompileQueue queue, CompilePolicy policy) {
        this(queue, policy, UnaryOperator.identity());
    }

    /** @param finish what becomes of a region before machines get it: for those who want to see it entered */
    Compiler(CompileQueue queue, CompilePolicy policy, UnaryOperator<CompiledRegion> finish) {
        this.queue = queue;
        this.policy = policy;
        this.finish = finish;
    }

    CompilePolicy policy() {
        return policy;
    }

    /**
     * Has a region compiled, unless one like it is here; {@code request} holds it in the end.
     *
     * @param probed whether somebody is asked about its accesses
     */
    void compile(Plan plan, boolean probed, Request request) {
        Key key = new Key(plan.key(), probed);
        CompiledRegion known = find(key);
        if (known != null) {
            request.compiled = known;
        } else {
            queue.submit(() -> {
                if (!request.abandoned) {
                    try {
                        request.compiled = make(key, plan);
                    } finally {
                        request.failed = request.compiled == null;
                    }
                }
            });
        }
    }

    private synchronized @Nullable CompiledRegion find(Key key) {
        return made.get(key);
    }

    private synchronized CompiledRegion make(Key key, Plan plan) {
        CompiledRegion known = made.get(key);
        if (known != null) {
            return known;
        }
        CompiledRegion region = finish.apply(CompiledRegion.define(Emitter.emit(plan, key.probed)));
        made.put(key, region);
        return region;
    }

    /** What is being compiled for one machine. */
    static final class Request {
        volatile @Nullable CompiledRegion compiled;
        /** It never will be: whoever runs the queue was told why. */
        volatile boolean failed;
        /** Nobody wants it any more. */
        volatile boolean abandoned;
    }

    private record Key(long[] words, boolean probed) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && probed == k.probed && Arrays.equals(words, k.words);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(words) + (probed ? 1 : 0);
        }
    }
}
