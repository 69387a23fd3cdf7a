package dev.trapline.replay.symbols;

import dev.trapline.replay.symbols.Symbol.Kind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the symbol table of an executable or shared ELF file, 32-bit little-endian ARM (System V ABI, Symbol Table; IHI
 * 0044F 5.5 for ARM). Where there is no {@code .symtab} the dynamic one is taken.
 */
public final class ElfSymbolReader {
    private static final int MAGIC = 0x464c_457f;
    private static final int CLASS_32 = 1;
    private static final int DATA_LITTLE = 1;
    private static final int ET_EXEC = 2;
    private static final int ET_DYN = 3;
    private static final int EM_ARM = 40;
    private static final int HEADER_BYTES = 52;
    private static final int SECTION_BYTES = 40;
    private static final int SYMBOL_BYTES = 16;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_DYNSYM = 11;
    private static final int SHN_UNDEF = 0;
    private static final int SHN_ABS = 0xfff1;

    private static final int STT_NOTYPE = 0;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int STT_SECTION = 3;
    private static final int STT_FILE = 4;
    private static final int STB_LOCAL = 0;

    private record Section(int type, int offset, int size, int link, int entryBytes) {}

    /** A symbol with what decides between several at one address. */
    private record Found(Symbol symbol, boolean local) {}

    private final String name;
    private final ByteBuffer file;

    private ElfSymbolReader(String name, byte[] bytes) {
        this.name = name;
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws SymbolException if the file cannot be read, is damaged or has no symbols */
    public static Symbols read(Path path) {
        try {
            return read(path.toString(), Files.readAllBytes(path));
        } catch (IOException e) {
            throw new SymbolException("symbol file " + path + " cannot be read: " + e, "check the path");
        }
    }

    /**
     * @param name of the file, for errors
     * @throws SymbolException if the file is damaged or has no symbols
     */
    public static Symbols read(String name, byte[] bytes) {
        ElfSymbolReader reader = new ElfSymbolReader(name, bytes);
        try {
            return reader.symbols();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new SymbolException(
                    "symbol file " + name + " is damaged: it points beyond its " + bytes.length + " bytes",
                    "fetch or build it again");
        }
    }

    private Symbols symbols() {
        header();
        List<Section> sections = sections();
        Section table = sections.stream()
                .filter(s -> s.type == SHT_SYMTAB)
                .findFirst()
                .or(() -> sections.stream().filter(s -> s.type == SHT_DYNSYM).findFirst())
                .orElseThrow(() -> new SymbolException(
                        "symbol file " + name + " has no symbol table: it is stripped", "give the one with symbols"));
        if (table.entryBytes != SYMBOL_BYTES || table.link >= sections.size()) {
            throw damaged("its symbol table has entries of " + table.entryBytes + " bytes and names in section "
                    + table.link);
        }
        return parse(table, sections.get(table.link));
    }

    private void header() {
        if (file.capacity() < HEADER_BYTES || file.getInt(0) != MAGIC) {
            throw new SymbolException("symbol file " + name + " is not an ELF file", "give an ELF file with symbols");
        }
        int type = half(16);
        int machine = half(18);
        if (file.get(4) != CLASS_32 || file.get(5) != DATA_LITTLE || machine != EM_ARM) {
            throw new SymbolException(
                    "symbol file " + name + " is not 32-bit little-endian ARM (machine " + machine + ")",
                    "give the symbols of what runs in the machine");
        }
        if (type != ET_EXEC && type != ET_DYN) {
            throw new SymbolException(
                    "symbol file " + name + " is of ELF type " + type + ", whose addresses are not final",
                    "give the linked file");
        }
    }

    private List<Section> sections() {
        int at = file.getInt(32);
        int stride = half(46);
        int count = half(48);
        if (count > 0 && stride < SECTION_BYTES) {
            throw damaged("its section headers have " + stride + " bytes each");
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int h = at + i * stride;
            sections.add(new Section(
                    file.getInt(h + 4),
                    file.getInt(h + 16),
                    file.getInt(h + 20),
                    file.getInt(h + 24),
                    file.getInt(h + 36)));
        }
        return sections;
    }

    private Symbols parse(Section table, Section names) {
        List<Found> found = new ArrayList<>();
        Map<Long, CodeKind> mapping = new TreeMap<>();
        for (int i = 1; i < table.size / SYMBOL_BYTES; i++) {
            int at = table.offset + i * SYMBOL_BYTES;
            long value = file.getInt(at + 4) & 0xffff_ffffL;
            int type = file.get(at + 12) & 15;
            int binding = (file.get(at + 12) & 0xff) >>> 4;
            int section = half(at + 14);
            if (section == SHN_UNDEF || type == STT_SECTION || type == STT_FILE || type > STT_FUNC) {
                continue;
            }
            String text = text(names, file.getInt(at));
            CodeKind kind = type == STT_NOTYPE && binding == STB_LOCAL ? mappingKind(text) : CodeKind.UNKNOWN;
            if (kind != CodeKind.UNKNOWN) {
                mapping.put(value, kind);
            } else if (!text.isEmpty() && !(section == SHN_ABS && type == STT_NOTYPE)) {
                // An absolute value without a type is a constant of the linker's or assembler's, no place.
                long size = file.getInt(at + 8) & 0xffff_ffffL;
                found.add(new Found(symbol(text, value, size, type), binding == STB_LOCAL));
            }
        }
        // What a person means by an address: the function, the sized one, the one others can see.
        found.sort(Comparator.comparing((Found f) -> f.symbol.kind() == Kind.OTHER)
                .thenComparing(f -> f.symbol.size() == 0)
                .thenComparing(Found::local));
        return Symbols.of(found.stream().map(Found::symbol).toList(), mapping);
    }

    private static Symbol symbol(String text, long value, long size, int type) {
        return switch (type) {
            case STT_FUNC ->
                new Symbol(value & ~1L, size, text, (value & 1) != 0 ? Kind.THUMB_FUNCTION : Kind.FUNCTION);
            case STT_OBJECT -> new Symbol(value, size, text, Kind.OBJECT);
            default -> new Symbol(value, size, text, Kind.OTHER);
        };
    }

    /** {@code $a}, {@code $t}, {@code $d}, and these with a dot and anything after it (IHI 0044F 5.5.5). */
    static CodeKind mappingKind(String text) {
        if (text.length() < 2 || text.charAt(0) != '$' || text.length() > 2 && text.charAt(2) != '.') {
            return CodeKind.UNKNOWN;
        }
        return switch (text.charAt(1)) {
            case 'a' -> CodeKind.A32;
            case 't' -> CodeKind.T32;
            case 'd' -> CodeKind.DATA;
            default -> CodeKind.UNKNOWN;
        };
    }

    private String text(Section names, int offset) {
        int from = names.offset + offset;
        int end = names.offset + names.size;
        if (offset < 0 || offset >= names.size || end > file.capacity()) {
            throw damaged("a symbol's name lies outside its names");
        }
        int to = from;
        while (to < end && file.get(to) != 0) {
            to++;
        }
        return new String(file.array(), from, to - from, StandardCharsets.UTF_8);
    }

    private int half(int at) {
        return file.getShort(at) & 0xffff;
    }

    private SymbolException damaged(String why) {
        return new SymbolException("symbol file " + name + " is damaged: " + why, "fetch or build it again");
    }
}
