package dev.trapline.emu.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of an instruction table: a picture of the bits, the assembler syntax, and which static method is its meaning,
 * with what arguments. Decoder, interpreter, disassembler and tests all read it.
 *
 * <p>The picture has 16 or 32 characters, most significant bit first: {@code 0} and {@code 1} are fixed, {@code (0)} and
 * {@code (1)} should be but are not decoded on (violations are UNPREDICTABLE), letters are fields; all bits of one letter
 * form one number. {@code c} is always the condition, and does not match 1111 in a 32-bit A32 row.
 *
 * @param name the manual's name with the encoding, such as {@code ADC_i_A1}
 * @param width 16 or 32 bits
 * @param mask the fixed bits
 * @param match their values
 * @param shouldMask bits drawn as (0) or (1)
 * @param shouldMatch their expected values
 * @param fields bit masks by letter
 * @param syntax assembler syntax with {@code <...>} tokens, see {@link Syntax}
 * @param method name of the static method that is its meaning
 * @param arguments what the method receives after the pCPU, in order
 * @param citation section of the manual
 * @param unless does not match although the picture does: the manual's SEE
 * @param undefined the pseudo-code says UNDEFINED
 * @param unpredictable the pseudo-code says UNPREDICTABLE; the should-be bits are apart
 */
public record Encoding(
        String name,
        int width,
        int mask,
        int match,
        int shouldMask,
        int shouldMatch,
        Map<Character, Integer> fields,
        String syntax,
        String method,
        List<FieldExpression> arguments,
        String citation,
        FieldCondition unless,
        FieldCondition undefined,
        FieldCondition unpredictable) {

    /** Bits of the letter {@code c}, or 0 if the row has no condition field. */
    public int conditionMask() {
        Integer m = fields.get('c');
        return m == null ? 0 : m;
    }

    public int fixedBits() {
        return Integer.bitCount(mask);
    }

    /** Whether a word is this instruction, the picture and {@code unless} considered. */
    public boolean matches(int word) {
        if ((word & mask) != match) {
            return false;
        }
        int c = conditionMask();
        return !(c == 0xf000_0000 && (word & c) == c) && !unless.holds(word);
    }

    /** Whether the manual leaves open what this word does. */
    public boolean isUnpredictable(int word) {
        return (word & shouldMask) != shouldMatch || unpredictable.holds(word);
    }

    /** A field's value in a word. */
    public int field(char letter, int word) {
        Integer m = fields.get(letter);
        if (m == null) {
            throw new IllegalArgumentException("row " + name + " has no field " + letter);
        }
        return Integer.compress(word, m);
    }

    /** Puts rows together; one builder for each row, checked when built. */
    public static final class Builder {
        private final Map<String, FieldFunction> functions;
        private final String name;
        private final String bits;
        private final String syntax;
        private final String meaning;
        private final String citation;
        private String unless = "";
        private String undefined = "";
        private String unpredictable = "";

        Builder(
                Map<String, FieldFunction> functions,
                String name,
                String bits,
                String syntax,
                String meaning,
                String citation) {
            this.functions = functions;
            this.name = name;
            this.bits = bits;
            this.syntax = syntax;
            this.meaning = meaning;
            this.citation = citation;
        }

        /** The manual's SEE: with these fields the word is another instruction. */
        public Builder unless(String condition) {
            unless = condition;
            return this;
        }

        public Builder undefined(String condition) {
            undefined = condition;
            return this;
        }

        public Builder unpredictable(String condition) {
            unpredictable = condition;
            return this;
        }

        Encoding build() {
            int width = 0;
            int mask = 0;
            int match = 0;
            int shouldMask = 0;
            int shouldMatch = 0;
            // The letter of each bit, from the left. Tables are put together at each start: what this takes, all
            // commands take.
            char[] letters = new char[bits.length()];
            for (int i = 0; i < bits.length(); i++) {
                char ch = bits.charAt(i);
                if (ch == ' ') {
                    continue;
                }
                width++;
                mask <<= 1;
                match <<= 1;
                shouldMask <<= 1;
                shouldMatch <<= 1;
                if (ch == '(') {
                    if (i + 2 >= bits.length() || bits.charAt(i + 2) != ')' || "01".indexOf(bits.charAt(i + 1)) < 0) {
                        throw new IllegalArgumentException("row " + name + ": (0) or (1) expected in " + bits);
                    }
                    shouldMask |= 1;
                    shouldMatch |= bits.charAt(i + 1) - '0';
                    i += 2;
                } else if (ch == '0' || ch == '1') {
                    mask |= 1;
                    match |= ch - '0';
                } else if (Character.isLetter(ch)) {
                    letters[width - 1] = ch;
                } else {
                    throw new IllegalArgumentException("row " + name + ": '" + ch + "' in the picture " + bits);
                }
            }
            if (width != 16 && width != 32) {
                throw new IllegalArgumentException("row " + name + ": the picture has " + width + " bits: " + bits);
            }
            Map<Character, Integer> fields = new TreeMap<>();
            for (int i = 0; i < width; i++) {
                if (letters[i] != 0) {
                    fields.merge(letters[i], 1 << width - 1 - i, (a, b) -> a | b);
                }
            }
            int space = meaning.indexOf(' ');
            String method = space < 0 ? meaning : meaning.substring(0, space);
            String arguments = space < 0 ? "" : meaning.substring(space + 1);
            return new Encoding(
                    name,
                    width,
                    mask,
                    match,
                    shouldMask,
                    shouldMatch,
                    fields,
                    syntax,
                    method,
                    parser(fields, arguments).expressions(),
                    citation,
                    parser(fields, unless).condition(),
                    parser(fields, undefined).condition(),
                    parser(fields, unpredictable).condition());
        }

        private FieldParser parser(Map<Character, Integer> fields, String text) {
            return new FieldParser(name, fields, functions, text);
        }
    }

    /** Collects rows while a table is written down. */
    public static final class Rows {
        private final Map<String, FieldFunction> functions = new TreeMap<>();
        private final List<Builder> builders = new ArrayList<>();

        public Rows(List<FieldFunction> functions) {
            for (FieldFunction f : functions) {
                if (this.functions.put(f.name(), f) != null) {
                    throw new IllegalArgumentException("two field functions are called " + f.name());
                }
            }
        }

        public Builder row(String name, String bits, String syntax, String meaning, String citation) {
            Builder b = new Builder(functions, name, bits, syntax, meaning, citation);
            builders.add(b);
            return b;
        }

        public List<Encoding> build() {
            return builders.stream().map(Builder::build).toList();
        }
    }
}
