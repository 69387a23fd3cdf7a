package dev.trapline.emu.counterexample;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What law 1 forbids the machine: each class below breaks it in one way. */
public final class HostBreaches {
    private HostBreaches() {}

    static final class ReadsNanoTime {
        static long use() {
            return System.nanoTime();
        }
    }

    static final class ReadsTheWallClock {
        static long use() {
            return System.currentTimeMillis();
        }
    }

    static final class ReadsAnInstant {
        static Instant use() {
            return Instant.now();
        }
    }

    static final class ThrowsDice {
        static int use(Random random) {
            return random.nextInt();
        }
    }

    static final class ThrowsDiceByMath {
        static double use() {
            return Math.random();
        }
    }

    static final class DrawsAnIdentifier {
        static UUID use() {
            return UUID.randomUUID();
        }
    }

    static final class Shuffles {
        static void use(List<String> list) {
            Collections.shuffle(list);
        }
    }

    static final class StartsAThread {
        static Thread use() {
            return Thread.currentThread();
        }
    }

    static final class WaitsForThreads {
        static void use(TimeUnit unit) throws InterruptedException {
            unit.sleep(1);
        }
    }

    static final class KeepsAHashMap {
        Map<String, String> map = new HashMap<>();
    }

    static final class KeepsAHashSet {
        static int use(Collection<String> names) {
            return new HashSet<>(names).size();
        }
    }

    static final class KeepsAConcurrentMap {
        static Map<String, String> use() {
            return new ConcurrentHashMap<>();
        }
    }

    static final class KeepsAnIdentityMap {
        static Map<String, String> use() {
            return new IdentityHashMap<>();
        }
    }

    static final class ArraysOfHashMaps {
        static int use(HashMap<String, String>[] maps) {
            return maps.length;
        }
    }

    static final class SaltedSet {
        static Set<String> use() {
            return Set.of("a", "b");
        }
    }

    static final class SaltedMap {
        static Map<String, String> use(Map<String, String> map) {
            return Map.copyOf(map);
        }
    }

    static final class CollectsToAHashSet {
        static Set<String> use(List<String> list) {
            return list.stream().collect(Collectors.toSet());
        }
    }

    static final class CollectsToAHashMap {
        static Map<String, Integer> use(List<String> list) {
            return list.stream().collect(Collectors.toMap(name -> name, String::length));
        }
    }

    static final class GroupsByHash {
        static Map<Integer, List<String>> use(List<String> list) {
            return list.stream().collect(Collectors.groupingBy(String::length));
        }
    }

    static final class RunsInParallel {
        static int use() {
            return IntStream.range(0, 9).parallel().sum();
        }
    }

    static final class StreamsInParallel {
        static long use(List<String> list) {
            return list.parallelStream().count();
        }
    }

    static final class AsksForIdentity {
        static int use(Object it) {
            return System.identityHashCode(it);
        }
    }

    static final class HashesAnything {
        static int use(Object it) {
            return it.hashCode();
        }
    }

    static final class HashesByReference {
        static IntStream use(List<Object> list) {
            return list.stream().mapToInt(Object::hashCode);
        }
    }

    static final class HashesAnEnum {
        static int use(Thread.State state) {
            return Objects.hash(state);
        }
    }

    static final class HashesAnEnumItself {
        enum Kind {
            A
        }

        static int use(Kind kind) {
            return kind.hashCode();
        }
    }

    static final class ReadsTheEnvironment {
        static String use() {
            return System.getenv().toString();
        }
    }

    static final class CountsProcessors {
        static int use() {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
