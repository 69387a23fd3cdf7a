package dev.trapline.replay.symbols;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes symbols as an executable of 32-bit ARM that holds nothing else, for a debugger to load ({@code symbol-file}).
 *
 * <pre>
 *   ELF header
 *   .symtab      mapping symbols ($a, $t, $d), which are local, then all others, global
 *   .strtab
 *   .shstrtab
 *   section headers: null, .text.0 ..., .symtab, .strtab, .shstrtab
 * </pre>
 *
 * <p>Debuggers find an address only inside a section, so the symbols' addresses are covered by sections without contents, a new
 * one wherever more than a megabyte is empty.
 */
public final class ElfSymbolWriter {
    private static final int HEADER_BYTES = 52;
    private static final int SECTION_BYTES = 40;
    private static final int SYMBOL_BYTES = 16;
    private static final int ET_EXEC = 2;
    private static final int EM_ARM = 40;
    private static final int EF_ARM_EABI_VER5 = 0x0500_0000;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_STRTAB = 3;
    private static final int SHT_NOBITS = 8;
    private static final int SHF_ALLOC_EXECINSTR = 2 | 4;
    private static final int STB_GLOBAL = 1;

    private static final long GAP = 1 << 20;
    private static final long LIMIT = 1L << 32;

    /** What the last symbol is taken to cover if it has no size. */
    private static final long LEAST = 4;

    private record Span(long from, long to) {
        boolean holds(long address) {
            return address >= from && address < to;
        }
    }

    private final Symbols symbols;
    private final List<Span> spans;
    private final Strings names = new Strings();
    private final Strings sectionNames = new Strings();

    private ElfSymbolWriter(Symbols symbols) {
        this.symbols = symbols;
        spans = spans(symbols.all());
    }

    /** @throws SymbolException if there are none, or one lies beyond 32 bits, or the file cannot be written */
    public static void write(Symbols symbols, Path file) {
        byte[] elf = toBytes(symbols);
        try {
            Files.write(file, elf);
        } catch (IOException e) {
            throw new SymbolException("the symbols cannot be written to " + file + ": " + e, "give another file");
        }
    }

    /** @throws SymbolException if there are none, or one lies beyond 32 bits */
    public static byte[] toBytes(Symbols symbols) {
        if (symbols.isEmpty()) {
            throw new SymbolException("there are no symbols to write", "look for them where a kernel or program is");
        }
        Symbol last = symbols.all().getLast();
        if (Long.compareUnsigned(last.address(), LIMIT) >= 0) {
            throw new SymbolException(
                    "symbol " + last.name() + " at 0x" + Long.toHexString(last.address()) + " lies beyond 32 bits",
                    "use symbols of a 32-bit guest: 64-bit symbol files are not written yet");
        }
        return new ElfSymbolWriter(symbols).elf();
    }

    private static List<Span> spans(List<Symbol> sorted) {
        List<Span> spans = new ArrayList<>();
        long from = sorted.getFirst().address();
        long to = from;
        for (Symbol s : sorted) {
            if (s.address() > to + GAP) {
                spans.add(new Span(from, to));
                from = s.address();
                to = from;
            }
            to = Math.max(to, Math.min(s.address() + Math.max(s.size(), LEAST), LIMIT));
        }
        spans.add(new Span(from, to));
        return spans;
    }

    private byte[] elf() {
        ByteBuffer table = table();
        byte[] strings = names.bytes();
        for (int i = 0; i < spans.size(); i++) {
            sectionNames.add(".text." + i);
        }
        int symtabName = sectionNames.add(".symtab");
        int strtabName = sectionNames.add(".strtab");
        int shstrtabName = sectionNames.add(".shstrtab");
        byte[] sectionStrings = sectionNames.bytes();

        int symtabAt = HEADER_BYTES;
        int strtabAt = symtabAt + table.capacity();
        int shstrtabAt = strtabAt + strings.length;
        int sectionsAt = shstrtabAt + sectionStrings.length + 3 & ~3;
        int sections = 1 + spans.size() + 3;

        ByteBuffer out = little(sectionsAt + sections * SECTION_BYTES);
        header(out, sectionsAt, sections);
        out.put(symtabAt, table.array());
        out.put(strtabAt, strings);
        out.put(shstrtabAt, sectionStrings);
        out.position(sectionsAt + SECTION_BYTES);
        for (int i = 0; i < spans.size(); i++) {
            Span s = spans.get(i);
            section(
                    out,
                    sectionNames.add(".text." + i),
                    SHT_NOBITS,
                    SHF_ALLOC_EXECINSTR,
                    s.from,
                    symtabAt,
                    s.to - s.from,
                    0,
                    0,
                    0);
        }
        int locals = 1 + symbols.mapping().size();
        section(out, symtabName, SHT_SYMTAB, 0, 0, symtabAt, table.capacity(), sections - 2, locals, SYMBOL_BYTES);
        section(out, strtabName, SHT_STRTAB, 0, 0, strtabAt, strings.length, 0, 0, 0);
        section(out, shstrtabName, SHT_STRTAB, 0, 0, shstrtabAt, sectionStrings.length, 0, 0, 0);
        return out.array();
    }

    private static void header(ByteBuffer out, int sectionsAt, int sections) {
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
        out.putShort((short) ET_EXEC).putShort((short) EM_ARM).putInt(1);
        out.putInt(0).putInt(0).putInt(sectionsAt).putInt(EF_ARM_EABI_VER5);
        out.putShort((short) HEADER_BYTES).putShort((short) 0).putShort((short) 0);
        out.putShort((short) SECTION_BYTES).putShort((short) sections).putShort((short) (sections - 1));
    }

    private static void section(
            ByteBuffer out,
            int name,
            int type,
            int flags,
            long address,
            int at,
            long size,
            int link,
            int info,
            int entry) {
        out.putInt(name)
                .putInt(type)
                .putInt(flags)
                .putInt((int) address)
                .putInt(at)
                .putInt((int) size);
        out.putInt(link).putInt(info).putInt(type == SHT_STRTAB ? 1 : 4).putInt(entry);
    }

    private ByteBuffer table() {
        ByteBuffer table = little((1 + symbols.mapping().size() + symbols.all().size()) * SYMBOL_BYTES);
        table.position(SYMBOL_BYTES);
        for (Map.Entry<Long, CodeKind> m : symbols.mapping().entrySet()) {
            String name = switch (m.getValue()) {
                case A32 -> "$a";
                case T32 -> "$t";
                case DATA, UNKNOWN -> "$d";
            };
            symbol(table, name, m.getKey(), m.getKey(), 0, 0);
        }
        for (Symbol s : symbols.all()) {
            // The lowest bit of a function's value tells a debugger that it is in T32 (IHI 0044F 5.5.3).
            long value = s.kind() == Symbol.Kind.THUMB_FUNCTION ? s.address() | 1 : s.address();
            int type = switch (s.kind()) {
                case OTHER -> 0;
                case OBJECT -> 1;
                case FUNCTION, THUMB_FUNCTION -> 2;
            };
            symbol(table, s.name(), s.address(), value, s.size(), STB_GLOBAL << 4 | type);
        }
        return table;
    }

    private void symbol(ByteBuffer table, String name, long address, long value, long size, int info) {
        table.putInt(names.add(name)).putInt((int) value).putInt((int) size);
        table.put((byte) info).put((byte) 0).putShort((short) sectionOf(address));
    }

    /** Number of the section that covers the address; 0xfff1 (SHN_ABS) if none does, as below the first symbol. */
    private int sectionOf(long address) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).holds(address)) {
                return i + 1;
            }
        }
        return 0xfff1;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** NUL-terminated strings, each once. */
    private static final class Strings {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Map<String, Integer> offsets = new HashMap<>();

        Strings() {
            out.write(0);
        }

        int add(String text) {
            return offsets.computeIfAbsent(text, t -> {
                int at = out.size();
                out.writeBytes(t.getBytes(StandardCharsets.UTF_8));
                out.write(0);
                return at;
            });
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
