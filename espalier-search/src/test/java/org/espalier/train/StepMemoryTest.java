package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class StepMemoryTest {

    private static final long GIGABYTE = 1_000_000_000;
    private static final Extent STEP = new Extent(32, 512, 1024);

    private static long notMeasured(int images) {
        throw new AssertionError("measured a step of " + images + " images");
    }

    /** Half a gigabyte, and one more for each image. */
    private static long growth(int images) {
        return GIGABYTE / 2 + images * GIGABYTE;
    }

    private static StepMemory memory(IntToLongFunction growth, long available) {
        return new StepMemory(STEP, GIGABYTE, growth, () -> OptionalLong.of(available));
    }

    private static void require(StepMemory memory) {
        memory.require("search.images", List.of("search.lowMemory=true"));
    }

    @Test
    void whatCertainlyFitsIsNotMeasured() {
        assertThatCode(() -> require(memory(StepMemoryTest::notMeasured, 161 * GIGABYTE)))
                .doesNotThrowAnyException();
        assertThatCode(() -> require(new StepMemory(STEP, GIGABYTE, StepMemoryTest::notMeasured, OptionalLong::empty)))
                .as("unknown memory")
                .doesNotThrowAnyException();
    }

    @Test
    void theRestIsMeasuredWithFewImages() {
        assertThatCode(() -> require(memory(StepMemoryTest::growth, 33 * GIGABYTE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> require(memory(StepMemoryTest::growth, 20 * GIGABYTE)))
                .isInstanceOf(BadUsage.class)
                .hasMessage("a step of 32 images of 512x1024 (HEIGHTxWIDTH) needs about 32.5 GB of memory, this machine"
                        + " has 20.0 GB available, enough for 19 images; take --set search.images.batch=19, or smaller"
                        + " images, --set search.images.augmentation.crop=HEIGHTxWIDTH, or --set"
                        + " search.lowMemory=true");
    }

    @Test
    void whatCannotBeMeasuredIsRefusedByItsGraph() {
        assertThatThrownBy(() -> require(memory(StepMemoryTest::notMeasured, GIGABYTE / 5)))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("needs more than 4.8 GB of memory, this machine has 0.2 GB available, too little"
                        + " even for 2 images; take smaller images, --set"
                        + " search.images.augmentation.crop=HEIGHTxWIDTH");
    }
}
