package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.cli.terminal.Terminal;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.Provenance;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of all commands that make a run. */
@Command
public final class RunArguments {

    /** The option that names weights to start from. */
    public static final String WEIGHTS = "--weights";

    private static final String RESUME = "--resume";
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    @Option(names = "--out", paramLabel = "RUN", required = true, description = "The folder of the run.")
    private Path out;

    @Option(names = "--preset", paramLabel = "P", description = "A configuration by name; espalier list presets.")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "YAML that overlays the preset.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overlays a single value; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Root of all random numbers.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Time to spend: as many steps as fit into it, measured once before the first.")
    private Optional<Double> minutes = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Number of steps; schedules run over them.")
    private Optional<Long> steps = Optional.empty();

    @Option(names = RESUME, description = "Resume the run in this folder.")
    private boolean resume;

    /** The folder of the run. */
    public Path out() {
        return out;
    }

    /** Whether to go on with a run. */
    public boolean resume() {
        return resume;
    }

    /** Whether the configuration in force is that of a run that is there. */
    public boolean hasOwnConfig() {
        return preset.isEmpty() && resume && new RunLayout(out).exists();
    }

    /**
     * The configuration in force: the preset, or of a run that is resumed its own configuration, overlaid by file and options.
     *
     * @param group key of the group that has {@code seed} and {@code minutes}, with a dot; empty for the outermost
     */
    public <T extends Record> T config(Class<T> type, List<Preset<T>> presets, String group) {
        return config(type, presets, group, List.of());
    }

    /**
     * The same, overlaid by the settings of further options.
     *
     * @param more as {@code --set} has them, which overlays them
     */
    public <T extends Record> T config(Class<T> type, List<Preset<T>> presets, String group, List<String> more) {
        List<String> sets = new ArrayList<>(more);
        sets.addAll(settings);
        seed.ifPresent(value -> sets.add(group + "seed=" + value));
        minutes.ifPresent(value -> sets.add(group + inMinutes(value)));
        if (steps.isPresent() && minutes.isPresent()) {
            throw new BadUsage("--steps and --minutes: got both; allowed: one of them");
        }
        steps.ifPresent(value -> sets.add(group + "length={in: steps, steps: %d}".formatted(value)));
        return Configs.resolve(type, base(type, presets), file, sets);
    }

    private static String inMinutes(double minutes) {
        return "length={in: minutes, minutes: %s}".formatted(minutes);
    }

    private <T extends Record> T base(Class<T> type, List<Preset<T>> presets) {
        if (hasOwnConfig()) {
            return Configs.read(type, new RunLayout(out).config());
        }
        return Preset.named(preset.orElse(presets.getFirst().name()), presets).config();
    }

    /**
     * How what is found is trained: as the training preset of the same name has it, or the usual one, from the same seed.
     *
     * @param time to train each network
     * @param frozen places whose weights stay as they are
     */
    public TrainConfig training(Optional<Double> time, List<String> frozen) {
        TrainConfig base = TrainConfig.PRESETS.stream()
                .filter(one -> preset.filter(one.name()::equals).isPresent())
                .findFirst()
                .orElse(TrainConfig.PRESETS.getFirst())
                .config();
        List<String> sets = new ArrayList<>(List.of("weights.frozen=" + frozen));
        seed.ifPresent(value -> sets.add("seed=" + value));
        time.ifPresent(value -> sets.add(inMinutes(value)));
        return Configs.resolve(TrainConfig.class, base, Optional.empty(), sets);
    }

    /**
     * Weights to start from are part of a run that has made no checkpoint yet.
     *
     * @throws BadUsage if a run that began with some is to be resumed without
     */
    public void requireWeightsAsBegun(Optional<Path> weights) {
        Path file = new RunLayout(out).provenance();
        if (resume && weights.isEmpty() && Files.exists(file)) {
            List<String> begun = Provenance.read(file).command();
            if (begun.stream().anyMatch(word -> word.equals(WEIGHTS) || word.startsWith(WEIGHTS + "="))) {
                throw new BadUsage("--resume: the run began with %s; resume it with the same: %s"
                        .formatted(WEIGHTS, String.join(" ", begun)));
            }
        }
    }

    /** How to run. */
    public RunOptions options(Terminal terminal, Progress progress) {
        return new RunOptions(resume, progress, terminal.typed());
    }

    /** How to go on with an interrupted run, in words. */
    public String farewell(Terminal terminal) {
        Stream<String> again =
                Stream.concat(terminal.typed().stream().filter(word -> !word.equals(RESUME)), Stream.of(RESUME));
        return "all epochs up to the last one that was finished are saved in " + out + "; go on with\n  "
                + again.map(RunArguments::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
