package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.evaluation.Evaluation.ClassScores;
import org.espalier.label.InstanceMap;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final double CAR_SIZE = 12794.0202738185;

    @Test
    void sumsOverImagesBeforeItDivides() {
        HandMadeSplit split = new HandMadeSplit(
                LabelSet.ofNames(List.of("a", "b", "c")),
                List.of("one", "two"),
                List.of(mask(0, 0, 0, 1), mask(1, 1, 255, 255)));
        Map<String, Mask> predictions = Map.of("one", mask(0, 0, 1, 1), "two", mask(1, 0, 0, 1));
        Evaluation scores = Evaluator.evaluate(split, sample -> Objects.requireNonNull(predictions.get(sample.id())));

        assertThat(scores.images()).isEqualTo(2);
        assertThat(scores.miou()).isEqualTo((2 / 4.0 + 2 / 4.0) / 2);
        assertThat(scores.pixelAccuracy()).isEqualTo(4 / 6.0);
        ClassScores first = scores.classes().getFirst();
        assertThat(first.name()).isEqualTo("a");
        assertThat(first.iou()).hasValue(2 / 4.0);
        assertThat(first.accuracy()).hasValue(2 / 3.0);
        assertThat(first.dice()).hasValue(4 / 6.0);
        assertThat(first.boundaryIou()).isEmpty();
        assertThat(scores.classes().get(2).iou()).isEmpty();
        assertThat(scores.categories()).isEmpty();
        assertThat(scores.meanCategoryIou()).isEmpty();
        assertThat(scores.meanInstanceIou()).isEmpty();
    }

    @Test
    void boundariesAreScoredIfAskedFor() {
        HandMadeSplit split =
                new HandMadeSplit(LabelSet.ofNames(List.of("a", "b")), List.of("one"), List.of(mask(0, 0, 1, 1)));
        Evaluation scores = Evaluator.evaluate(split, ScoringRules.GENERAL.withBoundary(), sample -> mask(0, 1, 1, 1));

        // one row of four: every pixel is a boundary
        assertThat(scores.classes().get(0).boundaryIou()).hasValue(1 / 2.0);
        assertThat(scores.classes().get(1).boundaryIou()).hasValue(2 / 3.0);
        assertThat(scores.meanBoundaryIou().orElseThrow()).isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-15));
    }

    @Test
    void cityscapesHasCategoriesAndInstances() {
        // road, road, a car of two pixels, of which one is called a bus
        HandMadeSplit split =
                new HandMadeSplit(StandardLabels.cityscapes(), List.of("one"), List.of(mask(0, 0, 13, 13)));
        ScoringRules rules = ScoringRules.of(ScoringProtocol.CITYSCAPES)
                .withInstances(index -> new InstanceMap(1, 4, new int[] {7, 7, 26_001, 26_001}));
        Evaluation scores = Evaluator.evaluate(split, rules, sample -> mask(0, 13, 13, 15));

        assertThat(scores.classes().get(13).iou()).hasValue(1 / 3.0);
        double half = CAR_SIZE / 2;
        assertThat(scores.classes().get(13).instanceIou().orElseThrow())
                .isCloseTo(half / (half + half + 1), within(1e-15));
        assertThat(scores.categories()).hasSize(7);
        assertThat(scores.categories().get(6).name()).isEqualTo("vehicle");
        assertThat(scores.categories().get(6).iou()).hasValue(2 / 3.0);
        assertThat(scores.categories().get(6).instanceIou().orElseThrow())
                .isCloseTo(CAR_SIZE / (CAR_SIZE + 1), within(1e-15));
        assertThat(scores.categories().get(0).instanceIou()).isEmpty();
        assertThat(scores.meanCategoryIou().orElseThrow()).isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-15));
        // cars, and buses, of which there is only a false positive
        assertThat(scores.meanInstanceIou().orElseThrow()).isCloseTo(half / (half + half + 1) / 2, within(1e-15));
    }

    @Test
    void errorsNameTheSample() {
        HandMadeSplit split =
                new HandMadeSplit(LabelSet.ofNames(List.of("a", "b")), List.of("one"), List.of(mask(0, 1)));

        assertThatThrownBy(() -> Evaluator.evaluate(split, sample -> mask(0, 7)))
                .isInstanceOf(BadData.class)
                .hasMessage("the prediction for sample one of val: class number 7 in the prediction: allowed 0..1 and"
                        + " 255 (ignore)");
    }

    private static Mask mask(int... classes) {
        byte[] bytes = new byte[classes.length];
        for (int i = 0; i < classes.length; i++) {
            bytes[i] = (byte) classes[i];
        }
        return new Mask(1, classes.length, bytes);
    }
}
