package org.espalier.data.folder;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a class in masks, as {@code dataset.yaml} writes it: a value 0..255, a colour {@code "#RRGGBB"}, a
 * list of either, or {@code none}.
 */
final class MaskValues {

    static final MaskValues NONE = new MaskValues(false, List.of());

    private static final String NOTHING = "none";
    private static final String ALLOWED =
            "a value 0 to 255, a colour such as \"#804080\" in quotes, or a list of values or of colours";
    private static final Pattern COLOR = Pattern.compile("#([0-9A-Fa-f]{6})");

    private final boolean colors;
    private final List<Integer> values;

    private MaskValues(boolean colors, List<Integer> values) {
        this.colors = colors;
        this.values = List.copyOf(values);
    }

    /** @throws IllegalArgumentException if it has another form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MaskValues of(@Nullable Object written) {
        if (NOTHING.equals(written)) {
            return NONE;
        }
        List<?> parts = written instanceof List<?> list ? list : List.of(String.valueOf(written));
        List<Integer> values = new ArrayList<>();
        boolean colors = parts.stream().map(String::valueOf).anyMatch(part -> part.startsWith("#"));
        for (Object part : parts) {
            values.add(colors ? color(String.valueOf(part)) : value(String.valueOf(part)));
        }
        return new MaskValues(colors, values);
    }

    /** As it is written. */
    @JsonValue
    Object written() {
        return isEmpty()
                ? NOTHING
                : values.stream()
                        .<Object>map(value -> colors ? Text.format("#%06X", value) : value)
                        .toList();
    }

    /** Whether these are colours, {@code 0xRRGGBB}. */
    boolean areColors() {
        return colors;
    }

    List<Integer> values() {
        return values;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** A colour {@code #RRGGBB} as {@code 0xRRGGBB}. */
    static int color(String text) {
        Matcher matcher = COLOR.matcher(text);
        if (!matcher.matches()) {
            throw refused(text);
        }
        return Integer.parseInt(matcher.group(1), 16);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MaskValues same && colors == same.colors && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(colors, values);
    }

    private static int value(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= 255) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(Text.format("got '%s'; allowed: %s", text, ALLOWED));
    }
}
