package org.espalier.drawing;

import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.text.Text;

/** The cost of a network as text. */
public final class Figures {

    private static final int DIGITS = 4;
    private static final String[] UNITS = {"", " K", " M", " B", " T"};

    private Figures() {}

    /** One line: parameters, and multiply-adds at a size. */
    public static String of(Cost cost, Extent extent) {
        return Text.format(
                "%s parameters · %s multiply-adds at %d×%d",
                rounded(cost.parameters(), DIGITS),
                rounded(cost.multiplyAdds(), DIGITS),
                extent.height(),
                extent.width());
    }

    /** A count with that many digits and a unit: 10.15 M, 317.5 B. */
    public static String rounded(long count, int digits) {
        double value = count;
        int unit = 0;
        while (value >= 1000 - 0.5 * decimal(value, digits) && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? Long.toString(count) : Text.rounded(value, decimals(value, digits)) + UNITS[unit];
    }

    private static double decimal(double value, int digits) {
        return Math.pow(10, -decimals(value, digits));
    }

    private static int decimals(double value, int digits) {
        int whole = value < 10 ? 1 : value < 100 ? 2 : 3;
        return digits - whole;
    }
}
