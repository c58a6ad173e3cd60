package org.espalier.data.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;

class LabelledPixelsTest {

    private static final DataSize SIZE = new DataSize(2, 2);

    @Test
    void splitsWithoutAnyClassAreRefused() {
        Sample nothing = Picture.tiles("nothing", 1, SIZE, 0, LabelSet.IGNORE);

        assertThatThrownBy(() -> LabelledPixels.require(Picture.split("train", nothing, nothing)))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith("train: no pixel of the 2 samples has a class");
    }

    @Test
    void onePixelIsEnough() {
        Sample nothing = Picture.tiles("nothing", 1, SIZE, 0, LabelSet.IGNORE);
        Sample some = Picture.tiles("some", 1, SIZE, 0, LabelSet.IGNORE, 255, 255, 2);

        assertThatCode(() -> LabelledPixels.require(Picture.split("train", nothing, some)))
                .doesNotThrowAnyException();
    }
}
