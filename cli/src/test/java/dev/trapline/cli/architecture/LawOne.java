package dev.trapline.cli.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Set;

/** Law 1: the machine and the model know no host clock, randomness, thread, identity or order of a hash table. */
final class LawOne {
    private static final Set<String> TYPES = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Thread",
            "java.lang.Thread$Builder",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.TimeZone",
            "java.util.Timer",
            "java.util.WeakHashMap");

    private static final List<String> PACKAGES =
            List.of("java.util.concurrent.", "java.util.random.", "java.lang.management.");

    private static final Set<String> METHODS = Set.of(
            "java.lang.Math.random",
            "java.lang.Object.hashCode",
            "java.lang.Runtime.getRuntime",
            "java.lang.StrictMath.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getenv",
            "java.lang.System.identityHashCode",
            "java.lang.System.nanoTime",
            "java.util.Collections.shuffle",
            // The JDK orders these by a salt drawn at each start.
            "java.util.Map.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Set.copyOf",
            "java.util.Set.of",
            "java.util.UUID.randomUUID",
            "java.util.Objects.hash",
            "java.util.Objects.hashCode",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.stream.Collectors.toUnmodifiableSet");

    /** Build a HashMap unless told by a supplier what else to build. */
    private static final Set<String> COLLECTORS =
            Set.of("java.util.stream.Collectors.toMap", "java.util.stream.Collectors.groupingBy");

    private LawOne() {}

    /** Returns the rule for every class of {@code core-emu} and {@code hv}. */
    static ArchRule rule() {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAnyPackage("dev.trapline.emu..", "dev.trapline.hv..")
                .should(new ArchCondition<>("know nothing of the host's time, chance, threads and hash order") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            if (banned(dependency.getTargetClass().getBaseComponentType())) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                            if (banned(access)) {
                                events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                            }
                        }
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean banned(JavaClass type) {
        return TYPES.contains(type.getName()) || PACKAGES.stream().anyMatch(type.getName()::startsWith);
    }

    private static boolean banned(JavaAccess<?> access) {
        JavaClass owner = access.getTarget().getOwner();
        String name = access.getTarget().getName();
        String method = owner.getName() + "." + name;
        return METHODS.contains(method)
                || (COLLECTORS.contains(method)
                        && !access.getTarget().getFullName().contains("Supplier"))
                || (owner.getPackageName().equals("java.time") && name.equals("now"))
                || name.startsWith("parallel") && owner.getPackageName().startsWith("java.util")
                // An enum's hash is its identity's.
                || (name.equals("hashCode") && owner.isEnum());
    }
}
