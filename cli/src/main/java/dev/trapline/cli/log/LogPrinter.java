package dev.trapline.cli.log;

import java.io.IOException;

/** Writes entries out. */
public interface LogPrinter {
    void print(LogEntry entry) throws IOException;
}
