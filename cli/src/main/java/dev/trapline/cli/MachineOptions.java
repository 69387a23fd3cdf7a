package dev.trapline.cli;

import dev.trapline.cli.console.Terminal;
import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.input.InputScript;
import dev.trapline.cli.run.EndWatcher;
import dev.trapline.cli.run.Limits;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineSpecBuilder;
import dev.trapline.emu.machine.MemorySize;
import dev.trapline.emu.machine.NetSpec;
import dev.trapline.emu.machine.OnReset;
import dev.trapline.replay.position.Durations;
import dev.trapline.replay.position.Regexes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that describe a machine and its run, for every command that takes {@code MACHINE}. */
final class MachineOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before parsing
    private CommandSpec command;

    private static final String COURSE = "%nConsole and end:%n";

    @Option(
            names = "--from",
            paramLabel = "REC@POS",
            description =
                    "Go on live from a recorded run instead: its machine, at a count of instructions, start or end."
                            + " Disks must be where they were.")
    private Optional<String> from = Optional.empty();

    @ArgGroup(validate = false, heading = "%nThe machine:%n")
    private final Hardware hardware = new Hardware();

    @ArgGroup(validate = false, heading = "%nWhat starts in it:%n")
    private final Software software = new Software();

    @ArgGroup(validate = false, heading = "%nDisks and networks:%n")
    private final Devices devices = new Devices();

    @ArgGroup(
            validate = false,
            heading = "%nWhat may vary (all of it has a fixed default, so that two plain runs are equal):%n")
    private final Variation variation = new Variation();

    @ArgGroup(validate = false, heading = COURSE)
    private final Course course = new Course();

    private static final class Hardware {
        @Option(names = "--machine", paramLabel = "virt", description = "The board: virt, QEMU's memory map.")
        private String board = "virt";

        @Option(
                names = {"--cpus", "-smp"},
                paramLabel = "N",
                description = "CPUs, 1 to 8. Default: 1.")
        private String cpus = "1";

        @Option(
                names = {"--memory", "-m"},
                paramLabel = "SIZE",
                description = "RAM, 1M to 3G; a bare number is MiB. Default: 512M.")
        private String memory = "512M";

        @Option(
                names = "--boot-mode",
                paramLabel = "svc|hyp",
                description = "Mode of the first instruction. In svc the firmware answers HVC, in hyp SMC."
                        + " Default: svc, with --hypervisor hyp.")
        private Optional<BootMode> bootMode = Optional.empty();

        @Option(
                names = "--semihosting",
                converter = SemihostingOption.Converter.class,
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "[gdb,]DIR",
                description =
                        "Answer Arm semihosting calls: console, time, exit; with =DIR also files, beneath DIR only,"
                                + " which guests may write. With =gdb or =gdb,DIR an attached gdb is asked first: files"
                                + " are where it runs, and the console is also its. A directory named gdb is ./gdb.")
        private Optional<SemihostingOption> semihosting = Optional.empty();
    }

    private static final class Software {
        @Option(
                names = {"--kernel", "-kernel"},
                paramLabel = "F",
                description = "zImage, uImage, raw image (loaded at RAM + 0x10000) or ELF.")
        private Optional<Path> kernel = Optional.empty();

        @Option(
                names = {"--initrd", "-initrd"},
                paramLabel = "F",
                description = "Initial RAM disk for a Linux kernel.")
        private Optional<Path> initrd = Optional.empty();

        @Option(
                names = {"--append", "-append"},
                paramLabel = "S",
                description = "Kernel arguments, such as \"console=ttyAMA0\"; the hypervisor's with --hypervisor.")
        private String append = "";

        @Option(
                names = {"--dtb", "-dtb"},
                paramLabel = "F",
                description = "Use this device tree instead of the generated one.")
        private Optional<Path> dtb = Optional.empty();

        @Option(names = "--dump-dtb", paramLabel = "F", description = "Write the guest's device tree to F and end.")
        private Optional<Path> dumpDtb = Optional.empty();

        @Option(
                names = {"--bios", "-bios"},
                paramLabel = "F",
                description = "Firmware at address 0, such as Debian's u-boot.bin for qemu_arm.")
        private Optional<Path> bios = Optional.empty();

        @Option(names = "--flash", paramLabel = "F", description = "Contents of the second flash bank.")
        private Optional<Path> flash = Optional.empty();

        @Option(
                names = "--load",
                paramLabel = "F@ADDR",
                description = "Put F into memory at a physical address; may be given again.")
        private List<String> loads = new ArrayList<>();

        @Option(
                names = "--hypervisor",
                paramLabel = "model|F",
                description =
                        "A 32-bit Xen that gets kernel and initrd as its modules (the model is not in this version).")
        private Optional<String> hypervisor = Optional.empty();

        @Option(names = "--dom0-append", paramLabel = "S", description = "Arguments of the hypervisor's first guest.")
        private String dom0Append = "";

        @Option(names = "--domain", paramLabel = "F.cfg", description = "Not in this version: a further guest.")
        private List<Path> domains = new ArrayList<>();
    }

    private static final class Devices {
        @Option(
                names = "--disk",
                paramLabel = "F[,format=raw|qcow2][,ro]",
                description = "A virtio disk; may be given again. The file itself is never written.")
        private List<String> disks = new ArrayList<>();

        @Option(
                names = "--net",
                arity = "0..1",
                fallbackValue = "closed",
                paramLabel = "script=F",
                description = "A virtio network closed to the outside (guest 10.0.2.15, gateway 10.0.2.2) that answers"
                        + " ARP, DHCP, ping and the lines of a script; may be given again.")
        private List<String> nets = new ArrayList<>();
    }

    private static final class Variation {
        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Drives CPU interleaving, device latencies and entropy; 0 (the default) varies nothing.")
        private String seed = "0";

        @Option(
                names = "--rtc",
                paramLabel = "DATE|now",
                description = "The wall clock at reset, UTC. Default: 2026-01-01T00:00:00.")
        private Optional<String> rtc = Optional.empty();

        @Option(
                names = "--insn-ns",
                paramLabel = "N",
                description = "Virtual nanoseconds an instruction takes. Default: 1.")
        private long insnNs = 1;
    }

    private static final class Course {
        @Option(
                names = "--input",
                paramLabel = "F",
                description = "Type what a script says: lines send \"text\\r\", wait /regex/ [timeout 5s],"
                        + " at POS send \"text\", quit.")
        private Optional<Path> input = Optional.empty();

        @Option(
                names = "--until",
                paramLabel = "REGEX",
                description = "End with status 0 when a console line matches; may be given again.")
        private List<String> until = new ArrayList<>();

        @Option(
                names = "--fail-on",
                paramLabel = "REGEX|none",
                description = "End with status 1 one virtual second after a console line matches; may be given again."
                        + " Default: the panics of Linux, Xen and U-Boot.")
        private List<String> failOn = new ArrayList<>();

        @Option(names = "--max-instructions", paramLabel = "N", description = "End with status 1 after N, such as 5e9.")
        private Optional<String> maxInstructions = Optional.empty();

        @Option(
                names = "--max-virtual",
                paramLabel = "TIME",
                description = "End with status 1 after TIME, such as 90s.")
        private Optional<String> maxVirtual = Optional.empty();

        @Option(
                names = "--on-reset",
                paramLabel = "stop|reboot",
                description = "What a guest's reset does. Default: stop.")
        private OnReset onReset = OnReset.STOP;

        @Option(
                names = "--pace",
                paramLabel = "real|none",
                description = "While the guest sleeps, sleep too. Default: real when stdin is a terminal.")
        private Optional<Pace> pace = Optional.empty();

        @Option(names = "--summary", paramLabel = "F", description = "Write how it ended to F, as JSON.")
        private Optional<Path> summary = Optional.empty();

        @Option(
                names = "--symbols",
                paramLabel = "auto|F",
                description = "Symbols for the debugger. Default: auto, those that are found.")
        private String symbols = "auto";

        @Option(
                names = "--gdb",
                paramLabel = "ADDR",
                description =
                        "Wait at reset for gdb, at " + DebuggerPort.FORMS + "; port 0 picks one. May be given again.")
        private List<String> gdb = List.of();
    }

    /** How fast a sleeping machine goes on. */
    enum Pace {
        REAL,
        NONE
    }

    /** Where a recorded run is to go on, instead of {@link #machine}. */
    Optional<String> from() {
        if (from.isPresent()) {
            refuseWhatIsGivenTwice();
            refuseWhatIsNotHereYet();
            for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
                boolean describes =
                        option.group() != null && !COURSE.equals(option.group().heading());
                // With a directory it also says where what is recorded of files goes on.
                boolean givesFiles = option.longestName().equals("--semihosting")
                        && hardware.semihosting
                                .filter(SemihostingOption::givesFiles)
                                .isPresent();
                if (describes && !givesFiles || option.longestName().equals("--on-reset")) {
                    throw new UnusableInputException(option.longestName()
                            + " describes a machine, and --from takes the recording's. Next: leave one of them out");
                }
            }
        }
        return from;
    }

    /**
     * The machine described.
     *
     * @throws dev.trapline.emu.BadInputException if there can be no such machine
     */
    MachineSpec machine() {
        refuseWhatIsGivenTwice();
        refuseWhatIsNotHereYet();
        MachineSpecBuilder spec = MachineSpec.builder()
                .board(hardware.board)
                .cpus(Numbers.cpus(hardware.cpus))
                .memoryBytes(MemorySize.parse("--memory", hardware.memory.replaceFirst("^size=", "")))
                .bootMode(hardware.bootMode.orElse(software.hypervisor.isPresent() ? BootMode.HYP : BootMode.SVC))
                .semihosting(hardware.semihosting.isPresent())
                .images(images())
                .seed(Numbers.seed(variation.seed))
                .insnNs(variation.insnNs)
                .rtcSeconds(variation.rtc.map(Numbers::rtc).orElse(MachineSpec.DEFAULT_RTC_SECONDS))
                .onReset(course.onReset);
        devices.disks.forEach(d -> spec.addDisk(DiskSpec.parse(d)));
        devices.nets.forEach(n -> spec.addNet(NetSpec.parse(n)));
        return spec.build();
    }

    /** The run described. */
    RunOptions run() {
        return new RunOptions(
                course.until.stream().map(r -> Regexes.compile("--until", r)).toList(),
                failOn(),
                new Limits(
                        course.maxInstructions
                                .map(n -> Numbers.count("--max-instructions", n))
                                .orElse(Long.MAX_VALUE),
                        course.maxVirtual
                                .map(t -> Durations.parse("--max-virtual", t))
                                .orElse(Long.MAX_VALUE)),
                course.input.map(InputScript::read),
                // Keys from a pipe would land wherever the host's pace puts them: only a person types.
                course.input.isEmpty() && Terminal.is(0),
                course.pace.map(p -> p == Pace.REAL).orElseGet(() -> Terminal.is(0)),
                course.summary,
                software.dumpDtb,
                hardware.semihosting.flatMap(SemihostingOption::directory),
                hardware.semihosting.map(SemihostingOption::debugger).orElse(false),
                gdb());
    }

    private List<Pattern> failOn() {
        if (course.failOn.isEmpty()) {
            return EndWatcher.PANICS;
        }
        if (course.failOn.contains("none")) {
            if (course.failOn.size() > 1) {
                throw new UnusableInputException(
                        "--fail-on none was given with another --fail-on. Next: leave one of them out");
            }
            return List.of();
        }
        return course.failOn.stream().map(r -> Regexes.compile("--fail-on", r)).toList();
    }

    private BootImages images() {
        BootImages images = BootImages.NONE.withAppend(software.append).withDom0Append(software.dom0Append);
        if (software.hypervisor.isPresent()) {
            images = images.withHypervisor(Image.read("hypervisor", Path.of(software.hypervisor.get())));
        }
        if (software.kernel.isPresent()) {
            images = images.withKernel(Image.read("kernel", software.kernel.get()));
        }
        if (software.initrd.isPresent()) {
            images = images.withInitrd(Image.read("initrd", software.initrd.get()));
        }
        if (software.dtb.isPresent()) {
            images = images.withDeviceTree(Image.read("device tree", software.dtb.get()));
        }
        if (software.bios.isPresent()) {
            images = images.withFirmware(Image.read("bios", software.bios.get()));
        }
        if (software.flash.isPresent()) {
            images = images.withFlash(Image.read("flash", software.flash.get()));
        }
        for (String load : software.loads) {
            int at = load.lastIndexOf('@');
            if (at <= 0) {
                throw new UnusableInputException(
                        "--load " + load + " names no address. Next: write --load F@ADDR, such as a.bin@0x48000000");
            }
            images = images.withLoad(
                    Image.read("load", Path.of(load.substring(0, at))), Numbers.address(load, load.substring(at + 1)));
        }
        return images;
    }

    /** An option given again begins its group anew: picocli would forget what else of the group was given before. */
    private void refuseWhatIsGivenTwice() {
        Set<OptionSpec> seen = new HashSet<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            if (!option.isMultiValue() && !seen.add(option)) {
                throw new UnusableInputException(option.longestName() + " is given twice. Next: give it once");
            }
        }
    }

    private void refuseWhatIsNotHereYet() {
        if (software.hypervisor.filter("model"::equals).isPresent()) {
            throw notYet("--hypervisor model", "give a real Xen as --hypervisor F, or leave it out");
        }
        if (!software.domains.isEmpty()) {
            throw notYet("--domain", "leave it out");
        }
        if (symbols().isPresent() && !command.name().equals("gdb")) {
            throw notYet("--symbols F here", "give it to 'trapline gdb'");
        }
    }

    /** Whether any option says what the machine is or runs. */
    boolean describesMachine() {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .anyMatch(o -> o.group() != null && !COURSE.equals(o.group().heading()));
    }

    /**
     * Refuses options that say how a machine runs, where a recording says how it ran.
     *
     * @throws UnusableInputException if there are any, but for those of debuggers
     */
    void refuseWhatIsForRuns() {
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            boolean debuggers =
                    option.longestName().equals("--gdb") || option.longestName().equals("--symbols");
            if (option.group() != null && !debuggers) {
                throw new UnusableInputException(option.longestName()
                        + " is for a machine that is to run, and a recording has run. Next: leave it out");
            }
        }
    }

    /** Where to wait for debuggers. */
    List<DebuggerPort> gdb() {
        return course.gdb.stream().map(DebuggerPort::parse).toList();
    }

    /** The file with symbols that was given. */
    Optional<Path> symbols() {
        return course.symbols.equals("auto") ? Optional.empty() : Optional.of(Path.of(course.symbols));
    }

    private static UnusableInputException notYet(String option, String next) {
        return new UnusableInputException("this version has no " + option + " yet. Next: " + next);
    }
}
