package org.espalier.text;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formatted text that does not depend on the default locale: digits are 0 to 9, the decimal sign is a point. */
public final class Text {

    private Text() {}

    /**
     * {@link String#format} for {@link Locale#ROOT}.
     *
     * @throws java.util.IllegalFormatException if the arguments do not fit the format
     */
    @FormatMethod
    public static String format(@FormatString String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A duration as hours, minutes and seconds: {@code 1:02:03}. */
    public static String clock(Duration time) {
        return format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** A number with that many decimals, at least 0. */
    public static String rounded(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
