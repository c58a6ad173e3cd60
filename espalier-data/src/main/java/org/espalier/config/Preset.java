package org.espalier.config;

import java.util.List;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.text.Text;

/**
 * A named configuration.
 *
 * @param name as users type it
 * @param description one line
 * @param config all values
 */
public record Preset<C extends Record>(String name, String description, C config) {

    /**
     * The preset of this name.
     *
     * @throws BadUsage if there is none; the message lists the names
     */
    public static <C extends Record> Preset<C> named(String name, List<Preset<C>> presets) {
        List<String> names = presets.stream().map(Preset::name).toList();
        return presets.stream()
                .filter(preset -> preset.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadUsage(Text.format(
                        "preset: got '%s'%s; allowed: %s",
                        name,
                        Nearest.to(name, names)
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""),
                        String.join(", ", names))));
    }
}
