package dev.trapline.replay.symbols;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code nm} prints of a kernel, its {@code System.map}: lines of an address, a letter for what is there and a
 * name, such as {@code c0008000 T _text}.
 */
final class SystemMapReader {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{8,16}) ([A-Za-z?]) (\\S+)(?:\\s.*)?");
    private static final long LIMIT = 1L << 32;

    private SystemMapReader() {}

    /** @throws SymbolException if a line is none of these, or there is none */
    static Symbols read(String name, String text) {
        List<Symbol> symbols = new ArrayList<>();
        Map<Long, CodeKind> mapping = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Matcher m = LINE.matcher(line);
            if (!m.matches()) {
                throw new SymbolException(
                        "symbol file " + name + " is neither an ELF file nor a System.map: line " + number
                                + " is no address, letter and name",
                        "give an ELF file with symbols, or what nm prints");
            }
            long address = Long.parseUnsignedLong(m.group(1), 16);
            CodeKind code = ElfSymbolReader.mappingKind(m.group(3));
            if (code != CodeKind.UNKNOWN) {
                mapping.put(address, code);
            } else if (address >= 0 && address < LIMIT && isPlace(m.group(2).charAt(0))) {
                symbols.add(new Symbol(
                        address, 0, m.group(3), KallsymsReader.kind(m.group(2).charAt(0))));
            }
        }
        if (symbols.isEmpty()) {
            throw new SymbolException("symbol file " + name + " has no symbols", "give one that has");
        }
        return Symbols.of(symbols, mapping);
    }

    /** Whether it is no absolute value, which names no place, and no undefined name. */
    private static boolean isPlace(char letter) {
        return switch (letter) {
            case 'a', 'A', 'U', 'N', '?' -> false;
            default -> true;
        };
    }
}
