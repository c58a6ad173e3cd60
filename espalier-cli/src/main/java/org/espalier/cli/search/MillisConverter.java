package org.espalier.cli.search;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a time in milliseconds, written {@code 12ms} or {@code 12}. */
final class MillisConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
        String number =
                text.endsWith("ms") ? text.substring(0, text.length() - 2).strip() : text;
        try {
            double millis = Double.parseDouble(number);
            if (millis > 0 && Double.isFinite(millis)) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException("got '" + text + "'; allowed: milliseconds, more than 0, such as 12ms");
    }
}
