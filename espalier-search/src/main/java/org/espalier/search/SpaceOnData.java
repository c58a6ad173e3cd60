package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.train.ImageForm;
import org.espalier.train.TrainConfig;

/**
 * A method's space for trainings on a data set that are judged on a part of {@code train}.
 *
 * @param networks of the space, at the method's budget for the images of the training
 * @param classes of the networks
 * @param images what adapts networks to the images
 * @param extent one image of the training
 * @param steps of a full training
 */
public record SpaceOnData(PricedSpace<?> networks, int classes, ForImages images, Extent extent, long steps) {

    /**
     * The space.
     *
     * @param training of each network; its length is a number of steps or epochs
     * @throws BadUsage if {@code train} is too small for its parts, or the length is a duration
     */
    public static <C extends Record> SpaceOnData of(Method<C> method, C config, TrainConfig training, Dataset data) {
        Split train = training.images().resized(data.split("train"));
        DataSize size = train.sample(0).size();
        Extent extent = Extent.of(size.height(), size.width());
        ForImages images = ImageForm.of(train);
        int classes = data.labels().size();
        Optional<BudgetFit> fit = method.searchOf(config).fit(extent, classes, images);
        return new SpaceOnData(
                PricedSpace.of(method, config, classes, images, fit), classes, images, extent, steps(training, train));
    }

    private static long steps(TrainConfig training, Split train) {
        Split fit = training.stop().fitBesideSelect(train);
        training.images().requireBatch(fit, "training.images");
        int stepsPerEpoch = Math.max(1, fit.size() / training.images().batch());
        return training.length()
                .inSteps(stepsPerEpoch, () -> {
                    throw new BadUsage("--minutes: candidates are compared after equally many steps; use --steps");
                })
                .steps();
    }

    /** The network of a blueprint, for these images. */
    public Graph network(Blueprint blueprint) {
        return images.apply(blueprint.network(classes));
    }

    /** Multiply-adds of a blueprint's network for one image, in inference form. */
    public long multiplyAdds(Blueprint blueprint) {
        return Candidate.multiplyAdds(network(blueprint), extent);
    }
}
