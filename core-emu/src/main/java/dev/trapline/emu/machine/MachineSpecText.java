package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.MachineSpec.ImageName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A machine description as text, a line for each fact in fixed order:
 *
 * <pre>
 * cpus 2
 * kernel 2009ae03... 5526016 "vmlinuz"
 * append "console=ttyAMA0"
 * disk raw ro "root.img"
 * </pre>
 *
 * <p>Strings are quoted; a quote, a backslash and everything outside printable ASCII is written as <code>&#92;uXXXX</code>.
 */
final class MachineSpecText {
    private final StringBuilder out = new StringBuilder();

    private MachineSpecText() {}

    static String write(MachineSpec spec) {
        MachineSpecText text = new MachineSpecText();
        text.line("machine", spec.board());
        text.line("cpus", String.valueOf(spec.cpus()));
        text.line("memory", String.valueOf(spec.memoryBytes()));
        text.line("boot-mode", spec.bootMode().word());
        text.line("seed", String.valueOf(spec.seed()));
        text.line("insn-ns", String.valueOf(spec.insnNs()));
        text.line("rtc", String.valueOf(spec.rtcSeconds()));
        text.line("on-reset", spec.onReset().word());
        text.line("semihosting", spec.semihosting() ? "on" : "off");
        BootImages images = spec.images();
        text.image("hypervisor", images.hypervisor());
        text.image("kernel", images.kernel());
        text.image("initrd", images.initrd());
        text.image("dtb", images.deviceTree());
        text.image("bios", images.firmware());
        text.image("flash", images.flash());
        for (BootImages.Load load : images.loads()) {
            text.line("load", String.format("0x%08x %s", load.address(), image(load.image())));
        }
        text.line("append", quoted(images.append()));
        text.line("dom0-append", quoted(images.dom0Append()));
        for (DiskSpec disk : spec.disks()) {
            text.line(
                    "disk",
                    disk.format().word()
                            + (disk.readOnly() ? " ro " : " rw ")
                            + quoted(disk.file().toString()));
        }
        for (NetSpec net : spec.nets()) {
            text.line("net", net.script().map(MachineSpecText::image).orElse("none"));
        }
        return text.out.toString();
    }

    static MachineSpec read(String text, Function<ImageName, Image> images) {
        MachineSpecBuilder spec = MachineSpec.builder();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int space = line.indexOf(' ');
            if (space < 0) {
                throw malformed(number, line, "it has no value");
            }
            try {
                apply(spec, line.substring(0, space), line.substring(space + 1), images);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw malformed(number, line, String.valueOf(e.getMessage()));
            }
        }
        return spec.build();
    }

    private static void apply(MachineSpecBuilder s, String key, String value, Function<ImageName, Image> images) {
        switch (key) {
            case "machine" -> s.board(value);
            case "cpus" -> s.cpus(Integer.parseInt(value));
            case "memory" -> s.memoryBytes(Long.parseLong(value));
            case "boot-mode" -> s.bootMode(BootMode.valueOf(value.toUpperCase(Locale.ROOT)));
            case "seed" -> s.seed(Long.parseLong(value));
            case "insn-ns" -> s.insnNs(Long.parseLong(value));
            case "rtc" -> s.rtcSeconds(Long.parseLong(value));
            case "on-reset" -> s.onReset(OnReset.valueOf(value.toUpperCase(Locale.ROOT)));
            case "semihosting" -> s.semihosting(value.equals("on"));
            case "hypervisor" -> s.images(s.images().withHypervisor(find(key, value, images)));
            case "kernel" -> s.images(s.images().withKernel(find(key, value, images)));
            case "initrd" -> s.images(s.images().withInitrd(find(key, value, images)));
            case "dtb" -> s.images(s.images().withDeviceTree(find(key, value, images)));
            case "bios" -> s.images(s.images().withFirmware(find(key, value, images)));
            case "flash" -> s.images(s.images().withFlash(find(key, value, images)));
            case "load" -> {
                int space = value.indexOf(' ');
                Image image = find(key, value.substring(space + 1), images);
                s.images(s.images().withLoad(image, Long.decode(value.substring(0, space))));
            }
            case "append" -> s.images(s.images().withAppend(unquoted(value)));
            case "dom0-append" -> s.images(s.images().withDom0Append(unquoted(value)));
            case "disk" -> s.addDisk(disk(value));
            case "net" -> s.addNet(new NetSpec(script(value, images)));
            default -> throw new IllegalArgumentException("nothing is called '" + key + "'");
        }
    }

    private static Optional<Image> script(String value, Function<ImageName, Image> images) {
        return value.equals("none") ? Optional.empty() : Optional.of(find("network script", value, images));
    }

    private static DiskSpec disk(String value) {
        String[] words = value.split(" ", 3);
        return new DiskSpec(
                Path.of(unquoted(words[2])),
                DiskSpec.Format.valueOf(words[0].toUpperCase(Locale.ROOT)),
                words[1].equals("ro"));
    }

    private static Image find(String role, String value, Function<ImageName, Image> images) {
        String[] words = value.split(" ", 3);
        ImageName wanted = new ImageName(role, words[0], Integer.parseInt(words[1]), unquoted(words[2]));
        Image found = images.apply(wanted);
        if (!found.sha256().equals(wanted.sha256())) {
            throw new MachineSpecException(
                    role + " " + wanted.name() + " has SHA-256 " + found.sha256() + ", the description names "
                            + wanted.sha256(),
                    "give the file the description was made with");
        }
        return found;
    }

    private static MachineSpecException malformed(int number, String line, String why) {
        return new MachineSpecException(
                "machine description line " + number + " ('" + line + "') is malformed: " + why,
                "write the description again from the machine's options");
    }

    private void line(String key, String value) {
        out.append(key).append(' ').append(value).append('\n');
    }

    private void image(String key, Optional<Image> image) {
        image.ifPresent(i -> line(key, image(i)));
    }

    private static String image(Image image) {
        return image.sha256() + " " + image.size() + " " + quoted(image.name());
    }

    private static String quoted(String s) {
        StringBuilder q = new StringBuilder("\"");
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                q.append(String.format("\\u%04x", (int) c));
            } else {
                q.append(c);
            }
        }
        return q.append('"').toString();
    }

    private static String unquoted(String q) {
        if (q.length() < 2 || !q.startsWith("\"") || !q.endsWith("\"")) {
            throw new IllegalArgumentException("a string is not quoted");
        }
        StringBuilder s = new StringBuilder();
        for (int i = 1; i < q.length() - 1; i++) {
            if (q.charAt(i) == '\\') {
                s.append((char) Integer.parseInt(q.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                s.append(q.charAt(i));
            }
        }
        return s.toString();
    }
}
