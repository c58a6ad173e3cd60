package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.cli.terminal.Terminal;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.Provenance;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of all commands that write a run. */
@Command
public final class RunArguments {

    /** The option for the weights to start from. */
    public static final String WEIGHTS = "--weights";

    private static final String RESUME = "--resume";

    /** Minutes of a week. */
    private static final int LONGEST = 10_080;

    private static final String TRAINING = "training.";

    @Option(names = "--out", paramLabel = "RUN", required = true, description = "The folder of the run.")
    private Path out;

    @Option(names = "--preset", paramLabel = "P", description = "Name of a configuration; see espalier list presets.")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file that overrides values of the preset.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override one value; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Duration in minutes. The speed is measured once, before the first step, to choose the"
                    + " number of steps.")
    private Optional<Double> minutes = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Number of steps; schedules span them.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--save-every",
            paramLabel = "M",
            defaultValue = "10",
            description =
                    "Minutes between two checkpoints within an epoch. There is one at the end of each epoch and at an"
                            + " interrupt in any case. Default: ${DEFAULT-VALUE}.")
    private double saveEvery;

    @Option(names = RESUME, description = "Resume the run in this folder.")
    private boolean resume;

    /**
     * The training of each network of a space, for commands that train several: that of {@link #training}, with the
     * settings of {@value #TRAINING}.
     *
     * @param frozen scopes whose weights are not trained
     * @param more {@code KEY=VALUE}; {@code --set} overrides them
     */
    public TrainConfig trainingOfEach(List<String> frozen, List<String> more) {
        List<String> sets = new ArrayList<>(more);
        sets.addAll(ofTraining());
        TrainConfig usual = training(Optional.empty(), frozen);
        try {
            return Configs.resolve(TrainConfig.class, usual, Optional.empty(), sets);
        } catch (BadUsage e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "");
            throw new BadUsage(message.replace("--set ", "--set " + TRAINING), e);
        }
    }

    /** The length of trainings by {@code --steps}, as settings; a duration is refused. */
    public List<String> lengthOfTraining() {
        return stepsOnly().map(RunArguments::inSteps).stream().toList();
    }

    /** The number of steps, if given; a duration is refused. */
    public Optional<Long> stepsOnly() {
        if (minutes.isPresent()) {
            throw new BadUsage("--minutes: got " + minutes.get()
                    + "; equal minutes are not equal training, so this command takes --steps");
        }
        return steps;
    }

    /** The folder of the run. */
    public Path out() {
        return out;
    }

    /** Whether to resume the run. */
    public boolean resume() {
        return resume;
    }

    /** Whether the configuration is that of the run to resume. */
    public boolean hasOwnConfig() {
        return preset.isEmpty() && resume && new RunLayout(out).exists();
    }

    /**
     * The configuration: that of the preset, or of the run to resume, with the values of the file and the options.
     *
     * @param group key of the group that has {@code seed} and {@code length}, with a dot at the end; empty for
     *     the top level
     */
    public <T extends Record> T config(Class<T> type, List<Preset<T>> presets, String group) {
        return config(type, presets, group, List.of());
    }

    /**
     * The same, with the values of further options.
     *
     * @param more {@code KEY=VALUE}; {@code --set} overrides them
     */
    public <T extends Record> T config(Class<T> type, List<Preset<T>> presets, String group, List<String> more) {
        return resolved(type, base(type, presets), group, more, settings);
    }

    /**
     * As {@link #config}, for commands that train networks of a method's space: their folder holds another
     * configuration than that of the method, and settings of {@value #TRAINING} are those of the trainings.
     */
    public <T extends Record> T presetConfig(Class<T> type, List<Preset<T>> presets, String group, List<String> more) {
        return resolved(type, preset(presets), group, more, ofMethod());
    }

    private List<String> ofMethod() {
        return settings.stream().filter(set -> !set.startsWith(TRAINING)).toList();
    }

    private List<String> ofTraining() {
        return settings.stream()
                .filter(set -> set.startsWith(TRAINING))
                .map(set -> set.substring(TRAINING.length()))
                .toList();
    }

    private <T extends Record> T resolved(Class<T> type, T base, String group, List<String> more, List<String> typed) {
        List<String> sets = new ArrayList<>(more);
        sets.addAll(typed);
        seed.ifPresent(value -> sets.add(group + "seed=" + value));
        minutes.ifPresent(value -> sets.add(group + inMinutes(value)));
        if (steps.isPresent() && minutes.isPresent()) {
            throw new BadUsage("--steps and --minutes: got both; allowed: one of them");
        }
        steps.ifPresent(value -> sets.add(group + inSteps(value)));
        return Configs.resolve(type, base, file, sets);
    }

    private static String inSteps(long steps) {
        return Text.format("length={in: steps, steps: %d}", steps);
    }

    private static String inMinutes(double minutes) {
        return Text.format("length={in: minutes, minutes: %s}", minutes);
    }

    private <T extends Record> T base(Class<T> type, List<Preset<T>> presets) {
        if (hasOwnConfig()) {
            return Configs.read(type, new RunLayout(out).config());
        }
        return preset(presets);
    }

    private <T extends Record> T preset(List<Preset<T>> presets) {
        return Preset.named(preset.orElse(presets.getFirst().name()), presets).config();
    }

    /**
     * How to train the networks that a search finds: the training preset with the name of the search preset, or the
     * first if there is none, with the seed of the search.
     *
     * @param trainMinutes training time of each network
     * @param frozen scopes whose weights are not trained
     */
    public TrainConfig training(Optional<Double> trainMinutes, List<String> frozen) {
        TrainConfig base = TrainConfig.PRESETS.stream()
                .filter(one -> preset.filter(one.name()::equals).isPresent())
                .findFirst()
                .orElse(TrainConfig.PRESETS.getFirst())
                .config();
        List<String> sets = new ArrayList<>(List.of("weights.frozen=" + frozen));
        seed.ifPresent(value -> sets.add("seed=" + value));
        trainMinutes.ifPresent(value -> sets.add(inMinutes(value)));
        return Configs.resolve(TrainConfig.class, base, Optional.empty(), sets);
    }

    /**
     * Checks that a run started with {@value #WEIGHTS} is resumed with it: the run is refused other weights.
     *
     * @throws BadUsage if the option is missing
     */
    public void requireWeightsOnResume(Optional<Path> weights) {
        Path file = new RunLayout(out).provenance();
        if (resume && weights.isEmpty() && Files.exists(file)) {
            List<String> command = Provenance.read(file).command();
            if (command.stream().anyMatch(word -> word.equals(WEIGHTS) || word.startsWith(WEIGHTS + "="))) {
                throw new BadUsage(Text.format(
                        "--resume: the run was started with %s; pass it again: %s", WEIGHTS, ShellCommand.of(command)));
            }
        }
    }

    /** The options of the run. */
    public RunOptions options(Terminal terminal, Progress progress) {
        if (!(saveEvery > 0 && saveEvery <= LONGEST)) {
            throw new BadUsage(
                    Text.format("--save-every: got %s; allowed: minutes, more than 0, at most %d", saveEvery, LONGEST));
        }
        return new RunOptions(resume, progress, terminal.typedCommand())
                .savingEvery(Duration.ofMillis(Math.round(saveEvery * 60_000)));
    }

    /** Says what an interrupted run has saved and how to resume it. */
    public String resumeHint(Terminal terminal) {
        return resumeHint(terminal, out);
    }

    /** The same for a command whose run is in a folder of another option. */
    public static String resumeHint(Terminal terminal, Path out) {
        Stream<String> again =
                Stream.concat(terminal.typedCommand().stream().filter(word -> !word.equals(RESUME)), Stream.of(RESUME));
        return "all finished steps are saved in " + out + "; resume with\n  " + ShellCommand.of(again.toList());
    }
}
