package org.espalier.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.data.Dataset;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.file.FileProblem;
import org.espalier.problem.Failure;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunOptions;
import org.espalier.search.Search;
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
            Search<?> brief = method.lasting(searched).search(SEED);
            Path ofSearch = place.resolve("search");
            var unusedFound = brief.run(data, ofSearch, options.nested(ofSearch));
            search = seconds(ofSearch) / searched;
            Path ofTraining = place.resolve("training");
            double unusedLoss = Training.of(
                            method.random(SEED, 0), method.training().lasting(new Length.Steps(trained)))
                    .after(trained, data, ofTraining, options.nested(ofTraining), CrossEntropy::of);
            training = seconds(ofTraining) / trained;
        }
        return new Calibration(search, training);
    }

    /** The time of all epochs of the runs in a folder. */
    private static double seconds(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> logs =
                    files.filter(file -> file.endsWith("events.jsonl")).toList();
            return logs.stream()
                    .flatMap(log -> EventLog.read(log).stream())
                    .filter(event -> event.kind().equals("epoch"))
                    .mapToDouble(Calibration::seconds)
                    .sum();
        } catch (IOException e) {
            throw new Failure("cannot list the folder " + folder + ": " + FileProblem.of(e), e);
        }
    }

    private static double seconds(Event epoch) {
        return epoch.number("seconds").orElse(0);
    }
}
