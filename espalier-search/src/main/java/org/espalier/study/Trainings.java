package org.espalier.study;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.evaluation.Evaluator;
import org.espalier.problem.BadData;
import org.espalier.problem.Divergence;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * The trainings of a study, each a cell.
 *
 * @param phase which images a network learns on, and which score it
 * @param data with the splits {@code train} and, to confirm, {@code val}
 * @param fingerprint of the data
 * @param threads of each step
 */
record Trainings(Phase phase, Dataset data, String fingerprint, int threads, Cells cells, RunOptions options) {

    private static final String KIND = "training";
    private static final String LOSS = "loss";
    private static final String MIOU = "miou";

    /**
     * The mIoU after the last step: on {@code select} of a network trained on {@code fit}, or, to confirm, on {@code
     * val} of one trained on all of {@code train}. 0 if the training diverged.
     *
     * @param start weights to start from where names and shapes match; empty for random ones
     */
    double miou(Blueprint network, TrainConfig training, Optional<StartWeights> start) {
        Event cell = cells.get(KIND, name(phase, network, training, start), place -> switch (phase) {
            case DEVELOPMENT -> onFit(network, training, start, place);
            case CONFIRMATION -> onTrain(network, training, start, place);
        });
        return Cells.number(cell, MIOU);
    }

    /**
     * The cross-entropy on {@code select} of a network trained on {@code fit} from random weights; NaN if the training
     * diverged.
     */
    double loss(Blueprint network, TrainConfig training) {
        Optional<StartWeights> none = Optional.empty();
        Event cell = cells.get(
                KIND, name(Phase.DEVELOPMENT, network, training, none), place -> onFit(network, training, none, place));
        return Cells.number(cell, LOSS);
    }

    private String name(Phase part, Blueprint network, TrainConfig training, Optional<StartWeights> start) {
        return Cells.name(
                KIND,
                part.name(),
                network.network(data.labels().size()).hash(),
                Configs.text(training),
                fingerprint,
                Integer.toString(threads),
                start.map(StartWeights::hash).orElse(""),
                Integer.toString(Training.SEMANTICS));
    }

    private static Training training(Blueprint network, TrainConfig training, Optional<StartWeights> start) {
        Training fresh = Training.of(network, training);
        return start.map(weights -> fresh.from(weights.tensors())).orElse(fresh);
    }

    private Event onFit(Blueprint network, TrainConfig training, Optional<StartWeights> start, Path place) {
        try {
            return training(network, training, start)
                    .after(
                            steps(training),
                            data,
                            place,
                            options.nested(place),
                            (graph, weights, select) -> result(network, training)
                                    .with(LOSS, CrossEntropy.of(graph, weights, select))
                                    .with(
                                            MIOU,
                                            Evaluator.evaluate(graph, weights, select)
                                                    .miou()));
        } catch (Divergence e) {
            return failed(network, training, e).with(LOSS, Double.NaN);
        }
    }

    private Event onTrain(Blueprint network, TrainConfig training, Optional<StartWeights> start, Path place) {
        try {
            training(network, training, start)
                    .run(data, place, options.nested(place))
                    .close();
            return result(network, training).with(MIOU, lastMiou(place));
        } catch (Divergence e) {
            return failed(network, training, e);
        }
    }

    private static long steps(TrainConfig training) {
        return training.length()
                .inSteps(1, () -> {
                    throw new IllegalArgumentException("a study's trainings have a number of steps");
                })
                .steps();
    }

    private static double lastMiou(Path place) {
        return EventLog.read(new RunLayout(place).events()).stream()
                .filter(event -> event.kind().equals("evaluation"))
                .reduce((earlier, later) -> later)
                .map(event -> Cells.number(event, MIOU))
                .orElseThrow(() -> new BadData(place + ": the training has no event 'evaluation'; remove the folder"));
    }

    private static Event result(Blueprint network, TrainConfig training) {
        return Event.now(KIND, 0).with("blueprint", network.hash()).with("seed", training.seed());
    }

    private Event failed(Blueprint network, TrainConfig training, Divergence cause) {
        String why = String.valueOf(cause.getMessage());
        options.progress().note("the training failed, and counts as mIoU 0: " + why);
        return result(network, training).with(MIOU, 0.0).with("failed", why);
    }
}
