package dev.trapline.emu.device.net;

import dev.trapline.emu.BadInputException;

/** A network script that cannot be understood; says which line and why. */
public final class NetScriptException extends BadInputException {
    private static final long serialVersionUID = 1L;

    public NetScriptException(String source, int line, String what) {
        super(source + " line " + line + ": " + what, "see docs/net-script.md for what a line may say");
    }
}
