package org.espalier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CityscapesLabelIdsTest {

    @Test
    void trainIdsBecomeLabelIdsAndNoClassBecomesUnlabeled() {
        Mask trainIds = new Mask(2, 3, new byte[] {0, 2, 10, 13, 18, (byte) LabelSet.IGNORE});
        // road 7, building 11, sky 23, car 26, bicycle 33 in the Cityscapes scripts' labels.py
        assertThat(CityscapesLabelIds.of(trainIds)).isEqualTo(new Mask(2, 3, new byte[] {7, 11, 23, 26, 33, 0}));
    }

    @Test
    void otherNumbersAreRefused() {
        assertThatThrownBy(() -> CityscapesLabelIds.of(new Mask(1, 1, new byte[] {19})))
                .hasMessageContaining("got 19, allowed: 0..18 and 255");
    }
}
