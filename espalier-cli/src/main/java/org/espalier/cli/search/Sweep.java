package org.espalier.cli.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * A setting and the values to measure it with, while all other settings stay the same.
 *
 * @param key crop, batch, or a key of {@code --set}
 * @param values as on the command line
 */
record Sweep(String key, List<String> values) {

    /**
     * Parses a sweep.
     *
     * @param text {@code KEY=VALUE,VALUE...}
     * @throws BadUsage if it has another form
     */
    static Sweep of(String text) {
        int sign = text.indexOf('=');
        List<String> values = Arrays.asList(text.substring(sign + 1).strip().split(",", -1));
        if (sign < 1 || values.stream().anyMatch(String::isBlank)) {
            throw new BadUsage(
                    Text.format("--against: got '%s'; allowed: KEY=VALUE,VALUE..., such as crop=65,129", text));
        }
        return new Sweep(text.substring(0, sign).strip(), values);
    }

    /** @throws BadUsage if a value is not a number, which the axis of a chart needs */
    void requireNumbers() {
        for (String value : values) {
            try {
                Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new BadUsage(Text.format("--against: %s=%s; allowed with --picture: numbers", key, value), e);
            }
        }
    }

    /** The arguments of a command line with one value of this setting. */
    List<String> applyTo(List<String> arguments, String value) {
        List<String> changed = new ArrayList<>(arguments);
        int position = changed.indexOf("--" + key);
        if (position >= 0) {
            changed.set(position + 1, value);
        } else {
            changed.addAll(List.of("--set", key + "=" + value));
        }
        return changed;
    }
}
