package org.espalier.study;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.run.StepSeconds;
import org.espalier.train.Length;
import org.espalier.train.Training;

/**
 * What steps cost on this machine, measured once, before the first cell: with it costs are numbers of steps, whatever
 * else the machine does later.
 *
 * @param searchStepSeconds mean over a short supernet search, its architecture steps included
 * @param trainingStepSeconds mean over a short training of a random network
 */
public record Calibration(double searchStepSeconds, double trainingStepSeconds) {

    private static final long STEPS = 40;
    private static final long SEED = 1;

    /** Measures a search and a training, each twice: the first time the JVM is still compiling. */
    static <C extends Record> Calibration of(
            StudiedMethod<C> method, StudyConfig study, Dataset data, Path folder, RunOptions options) {
        long searched = Math.min(STEPS, study.searchSteps());
        long trained = Math.min(STEPS, study.trainingSteps());
        double search = 0;
        double training = 0;
        for (int turn = 1; turn <= 2; turn++) {
            Path place = folder.resolve(method.method().id() + "-" + turn);
            StudiedMethod<C> brief = method.lasting(searched);
            Path ofSearch = place.resolve("search");
            var unusedFound = brief.supernet(SEED).run(data, ofSearch, options.nested(ofSearch));
            search = brief.method().stepSeconds(brief.config(), ofSearch) / searched;
            Path ofTraining = place.resolve("training");
            Training fresh =
                    Training.of(method.random(SEED, 0), method.training().lasting(new Length.Steps(trained)));
            double unusedLoss = method.start()
                    .map(weights -> fresh.from(weights.tensors()))
                    .orElse(fresh)
                    .after(trained, data, ofTraining, options.nested(ofTraining), CrossEntropy::of);
            training = StepSeconds.of(new RunLayout(ofTraining)) / trained;
        }
        return new Calibration(search, training);
    }
}
