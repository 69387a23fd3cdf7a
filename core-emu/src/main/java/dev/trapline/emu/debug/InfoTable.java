package dev.trapline.emu.debug;

import java.util.List;

/**
 * A table for people, such as the worlds there are.
 *
 * @param type one word by which it is asked for
 * @param columns names
 * @param rows each with as many cells as there are columns
 */
public record InfoTable(String type, String description, List<String> columns, List<List<String>> rows) {
    public InfoTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
