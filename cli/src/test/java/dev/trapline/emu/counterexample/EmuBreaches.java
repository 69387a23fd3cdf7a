package dev.trapline.emu.counterexample;

import java.lang.classfile.ClassFile;
import java.lang.foreign.Linker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What core-emu must not depend on: each class below breaks the table of modules. */
public final class EmuBreaches {
    private EmuBreaches() {}

    /** Allowed: collections whose order is the program's own. */
    static String ordered(List<String> names) {
        TreeMap<String, Integer> sizes =
                names.stream().collect(Collectors.toMap(name -> name, String::length, Integer::sum, TreeMap::new));
        return sizes.toString() + new LinkedHashMap<>(sizes);
    }

    static final class UsesTheModel {
        static Class<?> use() {
            return dev.trapline.hv.counterexample.HvBreaches.class;
        }
    }

    static final class UsesALibrary {
        static CommandLine use() {
            return new CommandLine(new Object());
        }
    }

    static final class GeneratesCodeOutsideTheCompiler {
        static ClassFile use() {
            return ClassFile.of();
        }
    }

    static final class CallsTheHostsFunctions {
        static Linker use() {
            return Linker.nativeLinker();
        }
    }

    static final class GoesUncheckedOutsideTheCompiler {
        static Class<?> use() {
            return sun.misc.Unsafe.class;
        }
    }

    static final class UsesMoreThanTheStandardLibrary {
        static javax.xml.parsers.DocumentBuilderFactory use() {
            return javax.xml.parsers.DocumentBuilderFactory.newInstance();
        }
    }
}
