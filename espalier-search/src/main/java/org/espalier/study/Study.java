package org.espalier.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.engine.LibTorch;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunOptions;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.SpaceSearchPlan;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;

/**
 * A study of search methods over blocks of seeds. Its plan is written first, then each result as a line, so that a
 * study that was stopped goes on from its files alone, on another machine, too.
 */
public final class Study {

    private final StudyConfig config;
    private final Dataset data;
    private final Dataset trainOnly;
    private final String fingerprint;
    private final TrainConfig training;
    private final List<StudiedMethod<?>> methods;

    /**
     * Creates a study.
     *
     * @param data at the size of the study's trainings ({@link #training})
     * @throws BadUsage if a method, preset or setting is unknown, or no network of a space has the price
     */
    public Study(StudyConfig config, Dataset data) {
        this.config = config;
        this.data = data;
        this.trainOnly = new Dataset(data.name(), data.labels(), List.of(data.split("train")));
        this.fingerprint = data.fingerprint();
        this.training = training(config);
        this.methods = config.methods().stream()
                .<StudiedMethod<?>>map(name -> StudiedMethod.of(Methods.named(name), config, training, data))
                .toList();
        if (config.phase() == Phase.CONFIRMATION) {
            var unused = data.split("val");
        }
    }

    /**
     * The recipe of all trainings: that of the preset's name, or else of the first preset, with the study's settings.
     *
     * @throws BadUsage if a setting is wrong
     */
    public static TrainConfig training(StudyConfig config) {
        TrainConfig preset = TrainConfig.PRESETS.stream()
                .filter(one -> one.name().equals(config.preset()))
                .findFirst()
                .orElse(TrainConfig.PRESETS.getFirst())
                .config();
        List<String> settings = new ArrayList<>(
                List.of("stop.share=" + SpaceSearchPlan.JUDGED.share(), "stop.gap=" + SpaceSearchPlan.JUDGED.gap()));
        settings.addAll(config.settings(StudyConfig.TRAINING));
        return Configs.resolve(TrainConfig.class, preset, Optional.empty(), settings)
                .lasting(new Length.Steps(config.trainingSteps()));
    }

    /**
     * Only plans: measures steps, writes the manifest and trains nothing else.
     *
     * @param folder new or empty, or with a study
     */
    public StudyManifest plan(Path folder, RunOptions options) {
        return inFolder(folder, options, run -> manifest(run, options));
    }

    /**
     * Runs the study, or the rest of it.
     *
     * @param folder new or empty, or with a study to go on with
     * @param others folders of other studies, whose results are taken over where they are the same
     * @throws BadUsage if the manifest was changed, or another process runs the study
     * @throws org.espalier.problem.BadData if the results are damaged
     */
    public StudyReport run(Path folder, List<Path> others, RunOptions options) {
        return inFolder(folder, options, run -> {
            StudyManifest manifest = manifest(run, options);
            options.progress().note(inWords(manifest));
            try (Cells cells = Cells.open(folder, others)) {
                SequencedMap<String, List<BlockOutcome>> outcomes = outcomes(cells, manifest, options);
                StudyReport report = StudyReport.of(config, outcomes, manifest);
                report.write(folder);
                return report;
            }
        });
    }

    /** The plan in a sentence. */
    public String inWords(StudyManifest manifest) {
        return Text.format(
                "%d blocks: %.0f full trainings, about %.2g hours; halving tries %s",
                config.blocks(),
                manifest.trainings(),
                manifest.hours(),
                config.methods().stream()
                        .map(method -> Text.format(
                                "%d candidates of %s", manifest.halving().getOrDefault(method, 0), method))
                        .collect(Collectors.joining(", ")));
    }

    private <T> T inFolder(Path folder, RunOptions options, Function<RunFolder, T> work) {
        LibTorch.setThreads(config.threads());
        Provenance provenance = Provenance.of(
                config.threads(),
                LibTorch.kernels(),
                Map.of("first", config.seed(0)),
                Optional.of(fingerprint),
                options.command());
        try (RunFolder run = RunFolder.open(folder, config, provenance, options.resume())) {
            return work.apply(run);
        }
    }

    /** Blocks one after the other, all methods in each, so that whatever changes over time affects all alike. */
    private SequencedMap<String, List<BlockOutcome>> outcomes(Cells cells, StudyManifest manifest, RunOptions options) {
        Trainings trainings = new Trainings(config.phase(), data, fingerprint, config.threads(), cells, options);
        SequencedMap<String, List<BlockOutcome>> outcomes = new LinkedHashMap<>();
        methods.forEach(method -> outcomes.put(method.method().id(), new ArrayList<>()));
        for (int block = 0; block < config.blocks(); block++) {
            long seed = config.seed(block);
            for (StudiedMethod<?> method : methods) {
                String id = method.method().id();
                Searcher halving =
                        config.halving().of(manifest.halving().getOrDefault(id, StudyConfig.LEAST_CANDIDATES));
                BlockOutcome outcome = new Block<>(method, config, seed, trainOnly, trainings).outcome(halving);
                outcomes.getOrDefault(id, new ArrayList<>()).add(outcome);
                options.progress()
                        .note(Text.format(
                                "block %d of %d, %s: found %.4f, random %.4f, halving %.4f, hand-designed %s",
                                block + 1,
                                config.blocks(),
                                id,
                                outcome.found(),
                                outcome.random(),
                                outcome.halving(),
                                outcome.handDesigned()
                                        .map(score -> Text.format("%.4f", score))
                                        .orElse("none")));
            }
        }
        return outcomes;
    }

    private StudyManifest manifest(RunFolder run, RunOptions options) {
        Path folder = run.layout().root();
        return StudyManifest.read(folder).orElseGet(() -> {
            Planning planning = new Planning(config, methods, training, trainOnly, fingerprint);
            StudyManifest manifest = planning.manifest(folder.resolve("calibration"), options);
            manifest.write(folder);
            return manifest;
        });
    }
}
