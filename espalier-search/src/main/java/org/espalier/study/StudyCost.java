package org.espalier.study;

import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.ArchitectureSteps;
import org.espalier.search.Level;
import org.espalier.search.SearchConfig;
import org.espalier.search.SpaceOnData;
import org.espalier.search.Stage;
import org.espalier.search.trial.Searcher;
import org.espalier.space.Supernet;
import org.espalier.train.Images;
import org.espalier.train.Length;

/**
 * What a search costs, and what halving does that may cost as much.
 *
 * @param searchSeconds by the times of steps that were measured once
 * @param halvingSeconds the same
 * @param searchMultiplyAdds of all steps; each counts three times the forward pass of the whole supernet, which is too
 *     much where steps draw a part of it
 * @param halvingMultiplyAdds of all steps, by the cost of one random network
 */
public record StudyCost(
        double searchSeconds, double halvingSeconds, double searchMultiplyAdds, double halvingMultiplyAdds) {

    /** Forward pass, and the gradients of weights and of inputs. */
    private static final int PASSES = 3;

    private static final long SEED = 1;

    /** The costs of a method's search and of a halving. */
    static <C extends Record> StudyCost of(
            StudiedMethod<C> method, StudyConfig study, Calibration calibration, Searcher halving) {
        double trainingSteps = halving.trainings() * study.trainingSteps();
        double finishSteps = study.measured().map(Searcher::trainings).orElse(0.0) * study.trainingSteps();
        return new StudyCost(
                study.searchSteps() * calibration.searchStepSeconds() + finishSteps * calibration.trainingStepSeconds(),
                trainingSteps * calibration.trainingStepSeconds(),
                method.method().stages(method.config()).stream()
                                .mapToDouble(stage -> ofStage(stage, method.space()))
                                .sum()
                        + finishSteps * ofTrainingStep(method),
                trainingSteps * ofTrainingStep(method));
    }

    private static double ofStage(Stage stage, SpaceOnData space) {
        ArchitectureSearch<?> search = stage.search();
        SearchConfig config = search.config();
        Graph supernet = space.images().apply(search.supernet(space.classes()).scores());
        ArchitectureSteps architecture = config.architecture();
        double stepsOfBoth = architecture.level() == Level.BILEVEL ? 2 - architecture.from() : 1;
        return steps(config.length()) * stepsOfBoth * ofStep(supernet, config.images(), space);
    }

    private static double steps(Length length) {
        return length.inSteps(1, () -> {
                    throw new IllegalArgumentException("a study's searches have a number of steps");
                })
                .steps();
    }

    private static <C extends Record> double ofTrainingStep(StudiedMethod<C> method) {
        Blueprint random = method.random(SEED, 0);
        Graph network = method.space().network(random).keep(Set.of(Supernet.LOGITS));
        return ofStep(network, method.training().images(), method.space());
    }

    private static double ofStep(Graph network, Images images, SpaceOnData space) {
        DataSize crop = images.augmentation()
                .crop()
                .orElse(new DataSize(space.extent().height(), space.extent().width()));
        return (double) PASSES * images.batch() * Cost.multiplyAdds(network, Extent.of(crop.height(), crop.width()));
    }
}
