package org.espalier.budget;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.problem.BadUsage;

/**
 * What a network may cost for one image, written with its unit: {@code 35M} or {@code 1.2G} multiply-adds, or
 * {@code 1.5ms} by a latency table.
 */
public sealed interface Budget {

    /** The amount: multiply-adds, or milliseconds. */
    double amount();

    /** Another amount of the same quantity, to four digits. */
    Budget of(double other);

    /**
     * A number of multiply-adds; one multiply-add counts one.
     *
     * @param count at least 1
     */
    record MultiplyAdds(long count) implements Budget {

        /** @throws BadUsage if the count is less than 1 */
        public MultiplyAdds {
            if (count < 1) {
                throw new BadUsage("budget: got " + count + " multiply-adds; allowed: 1 or more");
            }
        }

        @Override
        public double amount() {
            return count;
        }

        @Override
        public Budget of(double other) {
            return new MultiplyAdds(Form.rounded(other).longValue());
        }

        @Override
        @JsonValue
        public String toString() {
            return Form.text(count);
        }
    }

    /**
     * A time by a latency table.
     *
     * @param millis more than 0
     */
    record Latency(double millis) implements Budget {

        /** @throws BadUsage if the time is not positive and finite */
        public Latency {
            if (!(millis > 0 && Double.isFinite(millis))) {
                throw new BadUsage("budget: got " + millis + " ms; allowed: more than 0");
            }
        }

        @Override
        public double amount() {
            return millis;
        }

        @Override
        public Budget of(double other) {
            return new Latency(Form.rounded(other).doubleValue());
        }

        @Override
        @JsonValue
        public String toString() {
            return new BigDecimal(Double.toString(millis)).stripTrailingZeros().toPlainString() + "ms";
        }
    }

    /**
     * Reads a budget.
     *
     * @throws BadUsage if the text has no unit, or another form
     */
    @JsonCreator
    static Budget parse(String text) {
        Matcher matcher = Form.PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new BadUsage(
                    "budget: got '" + text + "'; allowed: multiply-adds for one image with the unit K, M or G,"
                            + " such as 35M, or a time, such as 1.5ms");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        Integer power = Form.POWERS.get(matcher.group(2));
        return power == null
                ? new Latency(number.doubleValue())
                : new MultiplyAdds(number.scaleByPowerOfTen(power).longValue());
    }

    /**
     * A number without a unit.
     *
     * @throws BadUsage always: it could be multiply-adds or a time
     */
    @JsonCreator
    private static Budget withoutUnit(long number) {
        return parse(Long.toString(number));
    }

    /** The form of the text. */
    final class Form {

        private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(K|M|G|ms)");
        private static final Map<String, Integer> POWERS = Map.of("K", 3, "M", 6, "G", 9);

        private Form() {}

        private static BigDecimal rounded(double value) {
            return new BigDecimal(value).round(new MathContext(4));
        }

        private static String text(long count) {
            String unit = count >= 1_000_000_000 ? "G" : count >= 1_000_000 ? "M" : "K";
            return BigDecimal.valueOf(count)
                            .scaleByPowerOfTen(-POWERS.getOrDefault(unit, 0))
                            .stripTrailingZeros()
                            .toPlainString()
                    + unit;
        }
    }
}
