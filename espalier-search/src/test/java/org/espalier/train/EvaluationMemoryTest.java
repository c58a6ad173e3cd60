package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EvaluationMemoryTest {

    /** 1.07 billion pixels: the input of the network alone takes 12.9 GB. */
    private static final Extent HUGE = Extent.of(32768, 32768);

    @Test
    @EnabledOnOs(OS.LINUX)
    void imagesThatNeedMoreThanThereIsAreRefusedBeforeTheTraining() {
        assertThatThrownBy(() -> EvaluationMemory.require(Zoo.SEPARABLE_UNET.network(3), "val", HUGE))
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith("split 'val' is evaluated on whole images: an image of 32768x32768"
                        + " (HEIGHTxWIDTH) needs about ")
                .hasMessageEndingWith(", such as --set images.size=HEIGHTxWIDTH");
    }

    @Test
    void smallImagesPass() {
        assertThatCode(() -> EvaluationMemory.require(Zoo.SEPARABLE_UNET.network(3), "val", Extent.of(64, 96)))
                .doesNotThrowAnyException();
    }
}
