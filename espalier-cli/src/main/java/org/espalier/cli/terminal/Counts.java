package org.espalier.cli.terminal;

import java.util.OptionalDouble;
import org.espalier.text.Text;

/** Numbers formatted for people. */
public final class Counts {

    private static final String[] UNITS = {"", " k", " M", " G", " T", " P"};

    private Counts() {}

    /** All digits, in groups of three: {@code 10,147,427}. */
    public static String whole(long count) {
        return Text.format("%,d", count);
    }

    /** Three or four digits and a unit: {@code 10.15 M}. */
    public static String rounded(double count) {
        int unit = 0;
        double rest = count;
        while (rest >= 999.995 && unit < UNITS.length - 1) {
            rest /= 1000;
            unit++;
        }
        return Text.rounded(rest, unit == 0 ? 0 : 2) + UNITS[unit];
    }

    /** An amount of memory: {@code 1.25 GB}. */
    public static String bytes(long bytes) {
        String text = rounded(bytes);
        return text.contains(" ") ? text + "B" : text + " B";
    }

    /** A number with four decimals. */
    public static String fourDecimals(double number) {
        return Text.format("%.4f", number);
    }

    /** A share with four decimals; {@code n/a} if absent or not finite. */
    public static String share(OptionalDouble share) {
        return share.isPresent() && Double.isFinite(share.getAsDouble()) ? fourDecimals(share.getAsDouble()) : "n/a";
    }
}
