package dev.trapline.emu.machine;

import dev.trapline.fixtures.Fixtures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * JVMs on which a machine must do the same: other engines, identity hashes, collectors, compilers, heaps, time zones, locales,
 * working directories and loads. Locales are ones in which digits ({@code ar-EG}) and upper case ({@code tr-TR}) are not
 * ASCII's.
 */
enum Host {
    PLAIN("-XX:+UseSerialGC -Xmx2g"),
    INTERPRETER("-XX:hashCode=4 -XX:+UseSerialGC -Xmx2g -Dtrapline.engine=interpreter"),
    PARALLEL("-XX:hashCode=0 -XX:+UseParallelGC -Xmx2g"),
    G1("-XX:hashCode=1 -XX:+UseG1GC -Xmx2g"),
    Z("-XX:hashCode=2 -XX:+UseZGC -Xmx2g"),
    C1("-XX:hashCode=3 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx2g -Dtrapline.engine=interpreter"),
    SMALL_HEAP("-XX:hashCode=4 -XX:+UseSerialGC -Xms640m -Xmx640m -Xmn64m"),
    TURKISH("-XX:hashCode=5 -XX:+UseSerialGC -Xmx2g -Duser.timezone=Pacific/Apia -Duser.language=tr -Duser.country=TR"),
    ELSEWHERE("-XX:hashCode=0 -XX:+UseSerialGC -Xmx2g -Duser.timezone=America/St_Johns -Duser.language=ar"
            + " -Duser.country=EG -Dfile.encoding=ISO-8859-1"),
    BUSY("-XX:hashCode=1 -XX:+UseSerialGC -Xmx2g -D" + StateRunner.BUSY + "=2"),
    ALL_AT_ONCE("-XX:hashCode=2 -XX:+UseG1GC -XX:TieredStopAtLevel=1 -Xms700m -Xmx700m -Duser.timezone=Asia/Kathmandu"
            + " -Duser.language=ar -Duser.country=EG -D" + StateRunner.BUSY + "=1");

    /** A JVM that takes longer is stuck: the longest here is a kernel on C1's code beside others. */
    private static final long MOST_MINUTES = 60;

    private final List<String> flags;

    Host(String flags) {
        this.flags = List.of(flags.split(" "));
    }

    String flags() {
        return String.join(" ", flags);
    }

    /**
     * Starts a JVM that is not this one, lets {@link StateRunner} take up these machines, and gives how each ended.
     *
     * @throws AssertionError if it does not end with status 0 and a line for each
     */
    List<Ended> run(StateFolder folder, List<String> names) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(
                "@" + Fixtures.path("../cli/src/main/launcher/machine.options").normalize());
        command.add("-XX:+UnlockExperimentalVMOptions");
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", classPath(), StateRunner.class.getName(), folder.folder().toString()));
        command.addAll(names);
        File out = Files.createTempFile(folder.folder(), "jvm", ".out").toFile();
        File err = Files.createTempFile(folder.folder(), "jvm", ".err").toFile();
        Process jvm = new ProcessBuilder(command)
                .directory(
                        this == ELSEWHERE || this == ALL_AT_ONCE
                                ? new File("/")
                                : folder.folder().toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start();
        try {
            if (!jvm.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || jvm.exitValue() != 0) {
                throw new AssertionError(this + " did not end well: " + Files.readString(err.toPath()));
            }
        } finally {
            jvm.destroyForcibly();
        }
        List<Ended> ended =
                Files.readString(out.toPath()).lines().map(Ended::parse).toList();
        if (!ended.stream().map(Ended::name).toList().equals(names)) {
            throw new AssertionError(this + " was to run " + names + ", and ran " + ended);
        }
        return ended;
    }

    /** Surefire's own class path is a jar that only names others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
