package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.espalier.label.InstanceMap;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.junit.jupiter.api.Test;

/**
 * Scores of {@link GoldenMasks} against figures that a program over numpy 2.4 computed from the definitions alone:
 * counts by {@code bincount}, boundaries by eroding shift by shift, instances one mask after the other. For Cityscapes
 * it follows the steps of the official script, with label ids, ignored classes included.
 */
class GoldenScoresTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final int[] LABEL_IDS = {7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33};

    @Test
    void scoresOfTheConfusionMatrix() {
        ConfusionMatrix counts = new ConfusionMatrix(6);
        count(6, List.of(7, 8), counts::add);

        assertThat(row(counts, 0)).containsExactly(2518, 323, 244, 217, 343, 99);
        assertThat(row(counts, 5)).containsExactly(459, 200, 209, 193, 378, 2161);
        close(
                counts::iou,
                0.44105797863023294,
                0.48520263901979266,
                0.4631578947368421,
                0.5036679941312094,
                0.44075120491939507,
                0.44547515976087404);
        close(counts.meanIou(), 0.46321881186639097);
        close(
                counts::dice,
                0.6121307888659293,
                0.6533824089351441,
                0.6330935251798561,
                0.6699191524951212,
                0.6118352751182374,
                0.6163719338277239);
        close(counts.meanDice(), 0.6327888474036686);
        close(counts.meanAccuracy(), 0.6329665652447911);
        close(counts.pixelAccuracy(), 0.6319886765746638);
        close(counts.frequencyWeightedIou(), 0.4626402625538478);
    }

    @Test
    void boundaryIou() {
        BoundaryIou boundary = new BoundaryIou(6);
        count(6, List.of(7, 8), boundary::add);

        close(boundary::iou, 1378 / 5586.0, 1271 / 5193.0, 1061 / 4175.0, 1196 / 4639.0, 1473 / 5929.0, 1173 / 4758.0);
        close(boundary.mean(), 0.24972644154308343);
    }

    @Test
    void scoresOfCityscapes() {
        ConfusionMatrix counts = new ConfusionMatrix(19);
        InstanceIou instances = new InstanceIou();
        count(19, List.of(3, 4), (truth, prediction) -> {
            counts.add(truth, prediction);
            instances.add(instancesOf(truth), prediction);
        });
        ConfusionMatrix categories = counts.byCategory(Cityscapes.categoryOfClasses());

        close(counts.iou(0), 0.34994753410283314);
        close(counts.iou(18), 0.4341614906832298);
        close(counts.meanIou(), 0.4142484557215338);
        close(
                categories::iou,
                0.4065019505851756,
                0.4730732635585157,
                0.48013539996436844,
                0.4562634989200864,
                0.41727199354318,
                0.42370661427635886,
                0.544287919722115);
        close(categories.meanIou(), 0.45732009150997144);
        close(
                index -> instances.ofClass(11 + index, counts),
                0.5997174839629564,
                0.5726491114050107,
                0.5622685294127675,
                0.5620029814408715,
                0.5779982402234697,
                0.6061283057950362,
                0.5938720294902116,
                0.6047040807277112);
        close(instances.meanOfClasses(counts), 0.5849175953072544);
        close(instances.ofCategory(5, categories), 0.5894659202483501);
        close(instances.ofCategory(6, categories), 0.6867987188929877);
        close(instances.meanOfCategories(categories), 0.638132319570669);
    }

    /**
     * Every fifth block of a class with instances is a group, the others are an instance each; every second ignored
     * block is a caravan.
     */
    private static InstanceMap instancesOf(Mask truth) {
        int[] ids = new int[truth.classes().length];
        for (int pixel = 0; pixel < ids.length; pixel++) {
            int value = truth.classes()[pixel] & 0xFF;
            int block = GoldenMasks.block(pixel);
            if (value == LabelSet.IGNORE) {
                ids[pixel] = block % 2 == 0 ? 29_000 + block : 0;
            } else {
                int label = LABEL_IDS[value];
                ids[pixel] = label >= 24 && block % 5 != 0 ? 1000 * label + block : label;
            }
        }
        return new InstanceMap(truth.height(), truth.width(), ids);
    }

    private interface Counter {
        void add(Mask truth, Mask prediction);
    }

    private static void count(int classes, List<Integer> seeds, Counter counter) {
        for (int seed : seeds) {
            GoldenMasks masks = new GoldenMasks(seed, classes);
            counter.add(masks.truth(), masks.prediction());
        }
    }

    private static long[] row(ConfusionMatrix counts, int truth) {
        return IntStream.range(0, counts.classes())
                .mapToLong(prediction -> counts.count(truth, prediction))
                .toArray();
    }

    private static void close(IntFunction<OptionalDouble> score, double... expected) {
        for (int index = 0; index < expected.length; index++) {
            close(score.apply(index), expected[index]);
        }
    }

    private static void close(OptionalDouble score, double expected) {
        assertThat(score.orElseThrow()).isCloseTo(expected, EXACT);
    }
}
