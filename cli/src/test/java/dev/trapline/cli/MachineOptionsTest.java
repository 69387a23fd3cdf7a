package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.run.EndWatcher;
import dev.trapline.cli.run.Limits;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages.Load;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.OnReset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MachineOptionsTest {
    @Command(name = "run")
    private static final class Probe {
        @Mixin
        private final MachineOptions options = new MachineOptions();
    }

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void aFile() throws Exception {
        file = Files.write(dir.resolve("a@b,c"), new byte[] {1, 2, 3, 4});
    }

    @Test
    void withoutOptionsEverythingHasItsFixedDefault() {
        MachineOptions options = parse();

        assertThat(options.machine()).isEqualTo(MachineSpec.builder().build());
        RunOptions run = options.run();
        assertThat(run.failOn()).isEqualTo(EndWatcher.PANICS);
        assertThat(run.until()).isEmpty();
        assertThat(run.limits()).isEqualTo(Limits.NONE);
        assertThat(run.input()).isEmpty();
        assertThat(run.summary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--max-instructions 5 --on-reset reboot --max-instructions 6, --max-instructions",
        "-smp 2 --memory 1G --cpus 3, --cpus",
        "--seed 1 --seed 1, --seed"
    })
    void anOptionGivenTwiceIsRefusedRatherThanForgettingOthers(String line, String named) {
        MachineOptions options = parse(line.split(" "));

        assertThatThrownBy(options::machine)
                .isInstanceOf(UnusableInputException.class)
                .hasMessage(named + " is given twice. Next: give it once");
    }

    @Test
    void whatMayBeGivenAgainKeepsAllAndForgetsNothing() {
        MachineOptions options = parse("--until", "a", "--on-reset", "reboot", "--until", "b", "--net", "--net");

        assertThat(options.machine().onReset()).isEqualTo(OnReset.REBOOT);
        assertThat(options.machine().nets()).hasSize(2);
        assertThat(options.run().until()).hasSize(2);
    }

    @Test
    void everyOptionOfTheDesignIsRead() throws Exception {
        Path script = Files.writeString(dir.resolve("script"), "quit\n");
        String f = file.toString();
        MachineOptions options = parse(
                "--machine",
                "virt",
                "--cpus",
                "4",
                "--memory",
                "2G",
                "--boot-mode",
                "hyp",
                "--semihosting",
                "--kernel",
                f,
                "--initrd",
                f,
                "--append",
                "a b",
                "--dtb",
                f,
                "--flash",
                f,
                "--load",
                f + "@0x48000000",
                "--load",
                f + "@1_024",
                "--hypervisor",
                f,
                "--dom0-append",
                "d",
                "--disk",
                f + ",ro",
                "--disk",
                f,
                "--net",
                "--net=script=" + f,
                "--seed",
                "0x10",
                "--rtc",
                "2026-11-22",
                "--insn-ns",
                "10",
                "--input",
                script.toString(),
                "--until",
                "login:",
                "--until",
                "x",
                "--fail-on",
                "Oops",
                "--max-instructions",
                "5e9",
                "--max-virtual",
                "90s",
                "--on-reset",
                "reboot",
                "--pace",
                "none",
                "--summary",
                "s.json",
                "--dump-dtb",
                "d.dtb",
                "--symbols",
                "auto");

        MachineSpec spec = options.machine();

        assertThat(spec.cpus()).isEqualTo(4);
        assertThat(spec.memoryBytes()).isEqualTo(2L << 30);
        assertThat(spec.bootMode()).isEqualTo(BootMode.HYP);
        assertThat(spec.semihosting()).isTrue();
        Image image = Image.of(f, new byte[] {1, 2, 3, 4});
        assertThat(spec.images().kernel()).contains(image);
        assertThat(spec.images().initrd()).contains(image);
        assertThat(spec.images().deviceTree()).contains(image);
        assertThat(spec.images().flash()).contains(image);
        assertThat(spec.images().hypervisor()).contains(image);
        assertThat(spec.images().append()).isEqualTo("a b");
        assertThat(spec.images().dom0Append()).isEqualTo("d");
        assertThat(spec.images().loads()).containsExactly(new Load(image, 0x4800_0000L), new Load(image, 1024));
        assertThat(spec.disks())
                .containsExactly(
                        new DiskSpec(file, DiskSpec.Format.RAW, true), new DiskSpec(file, DiskSpec.Format.RAW, false));
        assertThat(spec.nets()).hasSize(2);
        assertThat(spec.nets().get(1).script()).contains(image);
        assertThat(spec.seed()).isEqualTo(16);
        assertThat(spec.rtcSeconds()).isEqualTo(1_795_305_600L);
        assertThat(spec.insnNs()).isEqualTo(10);
        assertThat(spec.onReset()).isEqualTo(OnReset.REBOOT);
        RunOptions run = options.run();
        assertThat(run.until()).extracting(Pattern::pattern).containsExactly("login:", "x");
        assertThat(run.failOn()).extracting(Pattern::pattern).containsExactly("Oops");
        assertThat(run.limits()).isEqualTo(new Limits(5_000_000_000L, 90_000_000_000L));
        assertThat(run.input()).isPresent();
        assertThat(run.realPace()).isFalse();
        assertThat(run.summary()).contains(Path.of("s.json"));
        assertThat(run.dumpDtb()).contains(Path.of("d.dtb"));
    }

    @Test
    void qemusNamesAreTakenToo() {
        String f = file.toString();
        MachineSpec spec = parse("-smp", "2", "-m", "64", "-kernel", f, "-initrd", f, "-append", "quiet", "-dtb", f)
                .machine();

        assertThat(spec.cpus()).isEqualTo(2);
        assertThat(spec.memoryBytes()).isEqualTo(64L << 20);
        assertThat(spec.images().kernel()).isPresent();
        assertThat(spec.images().initrd()).isPresent();
        assertThat(spec.images().deviceTree()).isPresent();
        assertThat(spec.images().append()).isEqualTo("quiet");
        assertThat(parse("-bios", f, "-smp", "cpus=3", "-m", "size=1G")
                        .machine()
                        .images()
                        .firmware())
                .isPresent();
    }

    @Test
    void aHypervisorStartsInHypUnlessSaidOtherwise() {
        String f = file.toString();

        assertThat(parse("--hypervisor", f, "--kernel", f).machine().bootMode()).isEqualTo(BootMode.HYP);
        assertThat(parse("--kernel", f).machine().bootMode()).isEqualTo(BootMode.SVC);
        assertThat(parse("--kernel", f, "--boot-mode", "HYP").machine().bootMode())
                .isEqualTo(BootMode.HYP);
    }

    @Test
    void failOnNoneLooksForNoPanic() {
        assertThat(parse("--fail-on", "none").run().failOn()).isEmpty();
        assertRefused(() -> parse("--fail-on", "none", "--fail-on", "x").run(), "--fail-on none");
    }

    @ParameterizedTest
    @CsvSource({"5000000,5000000", "5_000_000,5000000", "5e9,5000000000", "2.5G,2500000000", "3K,3000", "1.5M,1500000"})
    void countsAreReadAsPeopleWriteThem(String text, long count) {
        assertThat(parse("--max-instructions", text).run().limits().instructions())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cpus 99",
                "--cpus two",
                "--cpus 0",
                "--memory 3K",
                "--memory lots",
                "--machine vexpress",
                "--kernel /no/such/file",
                "--initrd /no/such/file",
                "--bios /no/such/file",
                "--dtb /no/such/file",
                "--load x",
                "--load @5",
                "--load x@",
                "--load x@y",
                "--load x@-5",
                "--disk /no/such/file",
                "--net=tap0",
                "--seed -1",
                "--seed x",
                "--rtc yesterday",
                "--rtc 2026-13-01",
                "--rtc 1960-01-01",
                "--insn-ns 0",
                "--hypervisor model",
                "--domain x.cfg",
                "--symbols x.map"
            })
    void aMachineThatCannotBeIsOneClearLine(String options) {
        assertRefused(() -> parse(options.split(" ")).machine(), options.split("[ =]")[0].substring(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--until (",
                "--fail-on [",
                "--max-instructions 1.5",
                "--max-instructions -1",
                "--max-instructions 1e99",
                "--max-virtual 5",
                "--input /no/such/file"
            })
    void aRunThatCannotBeIsOneClearLine(String options) {
        assertRefused(() -> parse(options.split(" ")).run(), options.split("[ =]")[0].substring(2));
    }

    @Test
    void theHelpNamesEveryOptionAndItsDefault() {
        String help = new CommandLine(new Probe()).setUsageHelpAutoWidth(true).getUsageMessage();

        assertThat(help)
                .contains(
                        "The machine:",
                        "What starts in it:",
                        "Disks and networks:",
                        "What may vary",
                        "Console and end:",
                        "-smp, --cpus=N",
                        "--boot-mode=svc|hyp",
                        "--net[=script=F]",
                        "--until=REGEX",
                        "Default: 512M");
    }

    @Test
    void semihostingReachesFilesOnlyInADirectoryThatIsNamed() {
        assertThat(parse().machine().semihosting()).isFalse();
        assertThat(parse("--semihosting").machine().semihosting()).isTrue();
        assertThat(parse("--semihosting").run().guestFiles()).isEmpty();
        assertThat(parse("--semihosting=files").machine().semihosting()).isTrue();
        assertThat(parse("--semihosting=files").run().guestFiles()).contains(Path.of("files"));
        assertThat(parse("--semihosting=files").run().filesAtDebugger()).isFalse();
    }

    @Test
    void semihostingsFilesMayBeTheDebuggers() {
        RunOptions debugger = parse("--semihosting=gdb").run();
        assertThat(debugger.filesAtDebugger()).isTrue();
        assertThat(debugger.guestFiles()).isEmpty();
        RunOptions both = parse("--semihosting=gdb,files").run();
        assertThat(both.filesAtDebugger()).isTrue();
        assertThat(both.guestFiles()).contains(Path.of("files"));
        RunOptions named = parse("--semihosting=./gdb").run();
        assertThat(named.filesAtDebugger()).isFalse();
        assertThat(named.guestFiles()).contains(Path.of("./gdb"));
        assertThat(parse("--semihosting=gdb").machine().semihosting()).isTrue();
    }

    private static MachineOptions parse(String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return probe.options;
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String part) {
        assertThatThrownBy(call)
                .satisfies(e -> assertThat(ExitCodes.of(e)).as(e.toString()).isEqualTo(ExitCodes.UNUSABLE))
                .hasMessageContaining(part.equals("dtb") ? "device tree" : part)
                .hasMessageContaining(". Next: ")
                .hasMessageNotContaining("\n");
    }
}
