package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.espalier.label.InstanceMap;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.junit.jupiter.api.Test;

class InstanceIouTest {

    private static final int IGNORE = LabelSet.IGNORE;
    private static final int ROAD = 0;
    private static final int PERSON = 11;
    private static final int RIDER = 12;
    private static final int CAR = 13;
    private static final int TRUCK = 14;
    private static final double CAR_SIZE = 12794.0202738185;
    private static final double PERSON_SIZE = 3462.4756337644;

    private final ConfusionMatrix counts = new ConfusionMatrix(19);
    private final InstanceIou instances = new InstanceIou();

    @Test
    void smallInstancesCountAsMuchAsLargeOnes() {
        // a car of 4 pixels, all found; a car of 2 pixels, one found, one called a truck; a false positive on the road
        add(
                new int[] {CAR, CAR, CAR, CAR, CAR, CAR, ROAD, ROAD},
                new int[] {CAR, CAR, CAR, CAR, CAR, TRUCK, CAR, ROAD},
                26_000,
                26_000,
                26_000,
                26_000,
                26_001,
                26_001,
                7,
                7);

        double hits = 4 * (CAR_SIZE / 4) + CAR_SIZE / 2;
        double misses = CAR_SIZE / 2;
        assertThat(instances.ofClass(CAR, counts).orElseThrow()).isCloseTo(hits / (hits + misses + 1), within(1e-15));
        // as a vehicle the truck is right
        double vehicles = 2 * CAR_SIZE;
        assertThat(instances.ofCategory(6, categories()).orElseThrow())
                .isCloseTo(vehicles / (vehicles + 1), within(1e-15));
        // trucks: only a false positive
        assertThat(instances.ofClass(TRUCK, counts)).hasValue(0);
        assertThat(instances.meanOfClasses(counts).orElseThrow())
                .isCloseTo(hits / (hits + misses + 1) / 2, within(1e-15));
    }

    @Test
    void groupsAndClassesThatAreNotEvaluatedDoNotCount() {
        // a group of persons (id 24) that is missed, a caravan (label id 29), an ignored pixel; one person found
        add(
                new int[] {PERSON, PERSON, IGNORE, IGNORE, PERSON},
                new int[] {ROAD, PERSON, PERSON, CAR, PERSON},
                24,
                24,
                29_003,
                0,
                24_012);

        assertThat(instances.ofClass(PERSON, counts)).hasValue(1);
        assertThat(instances.ofCategory(5, categories())).hasValue(1);
        assertThat(counts.iou(PERSON)).hasValue(2.0 / 3);
        assertThat(instances.meanOfCategories(categories())).hasValue(1);
    }

    @Test
    void pixelsWithoutPredictionAreMisses() {
        add(new int[] {PERSON, PERSON}, new int[] {PERSON, IGNORE}, 24_000, 24_000);

        assertThat(instances.ofClass(PERSON, counts).orElseThrow())
                .isCloseTo((PERSON_SIZE / 2) / PERSON_SIZE, within(1e-15));
    }

    @Test
    void classesWithoutInstancesAndAbsentOnesHaveNone() {
        add(new int[] {ROAD, PERSON}, new int[] {ROAD, PERSON}, 7, 24_000);

        assertThat(instances.ofClass(ROAD, counts)).isEmpty();
        assertThat(instances.ofClass(RIDER, counts)).isEmpty();
        assertThat(instances.ofCategory(0, categories())).isEmpty();
        assertThat(instances.ofCategory(6, categories())).isEmpty();
        assertThat(instances.meanOfClasses(counts)).hasValue(1);
    }

    @Test
    void otherSizesAndIdsAreRefused() {
        Mask two = new Mask(1, 2, new byte[2]);
        assertThatThrownBy(() -> instances.add(new InstanceMap(2, 1, new int[2]), two))
                .hasMessage("instances InstanceMap[2x1] and prediction Mask[1x2] differ in size");
        assertThatThrownBy(() -> instances.add(new InstanceMap(1, 2, new int[] {24_000, 7001}), two))
                .hasMessage("instance id 7001: label id 7 is no class with instances");
        assertThat(instances.ofClass(PERSON, counts)).isEmpty();
    }

    private ConfusionMatrix categories() {
        return counts.byCategory(Cityscapes.categoryOfClasses());
    }

    private void add(int[] truth, int[] prediction, int... ids) {
        counts.add(mask(truth), mask(prediction));
        instances.add(new InstanceMap(1, ids.length, ids), mask(prediction));
    }

    private static Mask mask(int... classes) {
        byte[] bytes = new byte[classes.length];
        for (int i = 0; i < classes.length; i++) {
            bytes[i] = (byte) classes[i];
        }
        return new Mask(1, classes.length, bytes);
    }
}
