package dev.trapline.emu.isa;

import java.util.List;

/** What a row says of its fields: a field, a number, or a function of such. Closed, and evaluated at decode time. */
public sealed interface FieldExpression {
    /** Its value for one instruction word. */
    int value(int word);

    /** Bits the value needs, 1 to 32. */
    int width();

    boolean signed();

    /** All bits that the row's picture marks with one letter, most significant first. */
    record Field(char letter, int mask) implements FieldExpression {
        @Override
        public int value(int word) {
            return Integer.compress(word, mask);
        }

        @Override
        public int width() {
            return Integer.bitCount(mask);
        }

        @Override
        public boolean signed() {
            return false;
        }
    }

    /** A literal number. */
    record Number(int number) implements FieldExpression {
        @Override
        public int value(int word) {
            return number;
        }

        @Override
        public int width() {
            return number < 0
                    ? 33 - Integer.numberOfLeadingZeros(~number)
                    : Math.max(1, 32 - Integer.numberOfLeadingZeros(number));
        }

        @Override
        public boolean signed() {
            return number < 0;
        }
    }

    /** A named function applied to expressions. */
    record Call(FieldFunction function, List<FieldExpression> arguments) implements FieldExpression {
        @Override
        public int value(int word) {
            int[] values = new int[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).value(word);
            }
            return function.body().apply(values);
        }

        @Override
        public int width() {
            return function.width();
        }

        @Override
        public boolean signed() {
            return function.signed();
        }
    }
}
