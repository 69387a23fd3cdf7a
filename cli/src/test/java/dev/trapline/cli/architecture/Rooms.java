package dev.trapline.cli.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;

/** The table of modules: who may know whom, and which package may know which library. */
final class Rooms {
    /**
     * One row.
     *
     * @param root the module's package, with all below it
     * @param ours packages of other modules it may use, with all below them
     * @param libraries what it may use besides the JDK
     */
    record Room(String root, List<String> ours, List<Library> libraries) {
        boolean owns(JavaClass type) {
            return within(type.getPackageName(), root);
        }
    }

    /**
     * A library, and the only packages that may know it.
     *
     * @param root the library's package, with all below it
     * @param users packages of the module, with all below them
     */
    record Library(String root, List<String> users) {
        static Library of(String root, String... users) {
            return new Library(root, List.of(users));
        }
    }

    static final List<Room> TABLE = List.of(
            new Room(
                    "dev.trapline.emu",
                    List.of(),
                    List.of(
                            Library.of("java.lang.classfile", "dev.trapline.emu.jit", "dev.trapline.emu.exec"),
                            // Accesses of compiled code that the JVM does not check.
                            Library.of("sun.misc", "dev.trapline.emu.jit"))),
            new Room("dev.trapline.hv", List.of("dev.trapline.emu"), List.of()),
            new Room(
                    "dev.trapline.recorder",
                    List.of("dev.trapline.emu"),
                    List.of(
                            Library.of("net.openhft", "dev.trapline.recorder.chronicle"),
                            // The nice value of a thread.
                            Library.of("java.lang.foreign", "dev.trapline.recorder.checkpoint"),
                            Library.of(
                                    "com.github.luben",
                                    "dev.trapline.recorder.pack",
                                    "dev.trapline.recorder.checkpoint"))),
            new Room(
                    "dev.trapline.replay",
                    List.of("dev.trapline.emu", "dev.trapline.hv", "dev.trapline.recorder"),
                    List.of(Library.of("org.junit", "dev.trapline.replay.junit"))),
            new Room(
                    "dev.trapline.gdbstub",
                    List.of("dev.trapline.emu.debug"),
                    List.of(Library.of("io.netty", "dev.trapline.gdbstub.codec", "dev.trapline.gdbstub.net"))),
            new Room(
                    "dev.trapline.cli",
                    List.of(
                            "dev.trapline.emu",
                            "dev.trapline.hv",
                            "dev.trapline.recorder",
                            "dev.trapline.replay",
                            "dev.trapline.gdbstub"),
                    List.of(
                            Library.of("picocli", "dev.trapline.cli"),
                            // A signal that is gdb's, while gdb has the terminal.
                            Library.of("sun.misc", "dev.trapline.cli.gdb"),
                            Library.of("javax.xml.stream", "dev.trapline.cli.verify"))),
            new Room("dev.trapline.fixtures", List.of(), List.of()));

    /** Parts of the JDK that, as a library is, are for some packages only. */
    private static final List<String> RESTRICTED = List.of("java.lang.classfile", "java.lang.foreign");

    private Rooms() {}

    /** Returns the rule that a module uses what its row allows, and nothing else. */
    static ArchRule rule() {
        return ArchRuleDefinition.classes().should(new ArchCondition<>("use only what the table of modules allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<Room> rooms =
                        TABLE.stream().filter(room -> room.owns(type)).toList();
                if (rooms.size() != 1) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " belongs to no module's package"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (!allowed(
                            rooms.getFirst(), type, dependency.getTargetClass().getBaseComponentType())) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static boolean allowed(Room room, JavaClass from, JavaClass to) {
        String target = to.getPackageName();
        if (to.isPrimitive() || room.owns(to) || within(target, "org.jspecify.annotations")) {
            return true;
        }
        if (within(target, "java") && RESTRICTED.stream().noneMatch(part -> within(target, part))) {
            return true;
        }
        return room.ours().stream().anyMatch(part -> within(target, part))
                || room.libraries().stream()
                        .anyMatch(library -> within(target, library.root())
                                && library.users().stream().anyMatch(user -> within(from.getPackageName(), user)));
    }

    /** Returns whether {@code name} is the package {@code root} or lies below it. */
    private static boolean within(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }
}
