package dev.trapline.emu.machine;

import dev.trapline.emu.board.boot.Image;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network device on a closed user-mode network.
 *
 * @param script the TCP and UDP lines it answers, if any
 */
public record NetSpec(Optional<Image> script) {
    /** Reads the value of {@code --net[=script=F]}; {@code closed} is what it is without one. */
    public static NetSpec parse(String text) {
        if (text.equals("closed")) {
            return new NetSpec(Optional.empty());
        }
        if (!text.startsWith("script=") || text.equals("script=")) {
            throw new MachineSpecException("--net=" + text + " is not understood", "write --net or --net=script=F");
        }
        return new NetSpec(Optional.of(Image.read("network script", Path.of(text.substring("script=".length())))));
    }
}
