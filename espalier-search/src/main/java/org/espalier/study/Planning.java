package org.espalier.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.problem.BadUsage;
import org.espalier.run.Provenance;
import org.espalier.run.RunOptions;
import org.espalier.search.trial.Searcher;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;

/**
 * Plans a study: what steps cost, how many candidates halving may try, how long all takes.
 *
 * @param methods in the order of the study
 * @param training of every network, without the seed of a block
 * @param train the data with the split {@code train} alone
 * @param fingerprint of all data
 */
record Planning(
        StudyConfig config, List<StudiedMethod<?>> methods, TrainConfig training, Dataset train, String fingerprint) {

    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * Measures steps and makes the manifest.
     *
     * @param folder for the runs that are measured
     */
    StudyManifest manifest(Path folder, RunOptions options) {
        options.progress().note("measuring what steps cost");
        SortedMap<String, String> searches = new TreeMap<>();
        SortedMap<String, Calibration> calibrations = new TreeMap<>();
        SortedMap<String, Integer> candidates = new TreeMap<>();
        SortedMap<String, StudyCost> costs = new TreeMap<>();
        double trainings = 0;
        double seconds = 0;
        for (StudiedMethod<?> method : methods) {
            String id = method.method().id();
            Calibration calibration = Calibration.of(method, config, train, folder, options);
            int most = affordable(id, calibration);
            Searcher halving = config.halving().of(most);
            searches.put(id, Configs.text(method.config()));
            calibrations.put(id, calibration);
            candidates.put(id, most);
            costs.put(id, StudyCost.of(method, config, calibration, halving));
            double full = finishing() + halving.trainings() + Block.trainings(method, config);
            trainings += config.blocks() * full;
            seconds += config.blocks()
                    * (config.searchSteps() * calibration.searchStepSeconds()
                            + full * config.trainingSteps() * calibration.trainingStepSeconds());
        }
        return new StudyManifest(
                        Configs.text(config),
                        fingerprint,
                        searches,
                        Configs.text(training),
                        calibrations,
                        candidates,
                        costs,
                        trainings,
                        seconds / SECONDS_PER_HOUR,
                        StudyManifest.SEMANTICS,
                        Provenance.of(1, "", Map.of(), Optional.empty(), List.of())
                                .commit(),
                        "")
                .hashed();
    }

    /** Full trainings of a search's finish. */
    private double finishing() {
        return config.measured().map(Searcher::trainings).orElse(0.0);
    }

    /** The number of candidates of a halving that costs no more than a search. */
    private int affordable(String method, Calibration calibration) {
        double training = config.trainingSteps() * calibration.trainingStepSeconds();
        double search = config.searchSteps() * calibration.searchStepSeconds() + finishing() * training;
        int most = StudyConfig.LEAST_CANDIDATES;
        while (config.halving().of(most + 1).trainings() * training <= search) {
            most++;
        }
        if (config.halving().of(most).trainings() * training > search) {
            throw new BadUsage(Text.format(
                    "halving: a search of %s of %d steps takes as long as %.1f trainings of %d steps, too short for two"
                            + " candidates; raise searchSteps or lower trainingSteps",
                    method, config.searchSteps(), search / training, config.trainingSteps()));
        }
        return most;
    }
}
