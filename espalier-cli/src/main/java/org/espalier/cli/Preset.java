package org.espalier.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.problem.BadUsage;
import org.espalier.train.TrainConfig;

/**
 * A configuration that has a name.
 *
 * @param name on the command line
 * @param description in one line
 * @param config every value
 */
record Preset<T extends Record>(String name, String description, T config) {

    /** For {@code train}; the first is the usual one. */
    static final List<Preset<TrainConfig>> OF_TRAINING = List.of(
            new Preset<>("cpu", "a small network on two cores, images of 180x240", TrainConfig.CPU),
            new Preset<>("tiny", "minutes on generated scenes of 64x96", TrainConfig.TINY));

    /**
     * The preset of a name.
     *
     * @throws BadUsage if there is none; lists those there are
     */
    static <T extends Record> T named(String name, List<Preset<T>> presets) {
        return presets.stream()
                .filter(preset -> preset.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadUsage("--preset: got '%s'; allowed: %s"
                        .formatted(name, presets.stream().map(Preset::name).collect(Collectors.joining(", ")))))
                .config();
    }
}
