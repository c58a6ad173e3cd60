package org.espalier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.machine.AvailableMemory;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

    private static final Extent LARGE = Extent.of(1024, 2048);
    private static final long NO_LIMIT = Long.MAX_VALUE;

    /** 1000 bytes a pixel: 2.1 GB of node results for a large image. */
    private static final InferenceMemory MEMORY = new InferenceMemory(4_000_000, 1000, 19, 3);

    @Test
    void theMemoryOfANetworkIsReadOffItsGraph() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("head");
        Value wide = scope.pointwise(builder.image(), 10);
        builder.output("logits", scope.pointwise(scope.relu(wide), 2));
        InferenceMemory memory = InferenceMemory.of(builder.build());
        assertThat(memory.weightBytes()).isEqualTo(4 * (3 * 10 + 10 * 2));
        // The largest moment: ten channels before and after the ReLU, in floats.
        assertThat(memory.activationBytesPerPixel()).isEqualTo(4 * (10 + 10));
        assertThat(memory.classes()).isEqualTo(2);
        assertThat(memory.channels()).isEqualTo(3);
    }

    @Test
    void imagesOfManyChannelsNeedMoreOfTheHeap() {
        InferenceMemory many = new InferenceMemory(4_000_000, 1000, 19, 13);
        // Ten channels more: two bytes of the image and of its view each, and two floats of the input.
        assertThat(many.heapBytes(Protocol.WHOLE, Optional.empty(), LARGE)
                        - MEMORY.heapBytes(Protocol.WHOLE, Optional.empty(), LARGE))
                .isEqualTo(10L * (2 + 2 + 8) * 1024 * 2048);
    }

    @Test
    void windowsBoundTheMemoryOfTheRun() {
        Protocol windows = new Protocol(List.of(1.0), false, Optional.of(new Windows(512, 512, 0.25)));
        long whole = MEMORY.imageBytes(Protocol.WHOLE, Optional.empty(), LARGE);
        long inWindows = MEMORY.imageBytes(windows, Optional.empty(), LARGE);
        assertThat(whole - inWindows).isGreaterThan(1000L * (1024 * 2048 - 512 * 512) * 9 / 10);
        assertThat(inWindows).isGreaterThan(1000L * 512 * 512);
        assertThat(MEMORY.imageBytes(Protocol.WHOLE, Optional.of(Extent.of(512, 512)), LARGE))
                .isLessThan(inWindows);
    }

    @Test
    void garbageOfEarlierImagesDoesNotFillTheHeap() {
        MemoryCheck check = check(Protocol.WHOLE, NO_LIMIT, NO_LIMIT);
        Extent image = Extent.of(512, 512);
        long allowed = MEMORY.heapBytes(Protocol.WHOLE, Optional.empty(), image) + (64L << 20);
        check.require(image);
        Runtime virtual = Runtime.getRuntime();
        System.gc();
        long before = virtual.totalMemory() - virtual.freeMemory();
        long kept = 0;
        for (int number = 0; number < 100; number++) {
            kept += new byte[8 << 20].length;
            check.require(image);
            assertThat(virtual.totalMemory() - virtual.freeMemory()).isLessThan(before + 2 * allowed);
        }
        assertThat(kept).as("bytes that were allocated").isGreaterThan(5 * allowed);
    }

    @Test
    void eachViewLeavesItsInputAndItsLogitsOnTheHeap() {
        Protocol mirrored = new Protocol(List.of(1.0), true, Optional.empty());
        // The run before the last: 3 bytes and 3 floats of input, 19 floats of logits; and twice the mean of 19 floats.
        assertThat(MEMORY.imageBytes(mirrored, Optional.empty(), LARGE)
                        - MEMORY.imageBytes(Protocol.WHOLE, Optional.empty(), LARGE))
                .isEqualTo((3 + 4 * 3 + 4 * 19 + 2 * 4 * 19) * 1024L * 2048);
    }

    @Test
    void theLargestScaleDecides() {
        Protocol protocol = new Protocol(List.of(0.5, 2.0), false, Optional.empty());
        assertThat(MEMORY.imageBytes(protocol, Optional.empty(), LARGE))
                .isGreaterThan(7 * 1000L * 1024 * 2048)
                .isLessThan(9 * 1000L * 1024 * 2048);
    }

    @Test
    void anImageThatNeedsMoreThanThereIsIsRefusedWithWindowsThatFit() {
        assertThatThrownBy(() -> check(Protocol.WHOLE, 2_000_000_000, NO_LIMIT).require(LARGE))
                .isInstanceOf(BadUsage.class)
                .hasMessageMatching("an image of 1024x2048 \\(HEIGHTxWIDTH\\) needs about 4\\.\\d GB of memory, this"
                        + " machine has 2\\.0 GB available; or run it in windows, such as --window 512x1024;"
                        + " or take smaller images");
        assertThatThrownBy(() -> check(Protocol.WHOLE, 1000, NO_LIMIT).require(LARGE))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("0.0 GB available; or take smaller images");
    }

    @Test
    void aSmallJavaHeapIsNamed() {
        assertThatThrownBy(() -> check(Protocol.WHOLE, NO_LIMIT, 100_000_000).require(LARGE))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining(
                        "of Java heap, allowed are 0.1 GB; allow more, such as" + " ESPALIER_JAVA_OPTIONS=-Xmx1g");
    }

    @Test
    void whatFitsOnceFitsAgain() {
        long[] available = {5_000_000_000L};
        MemoryCheck check = new MemoryCheck(
                MEMORY, Protocol.WHOLE, Optional.empty(), () -> OptionalLong.of(available[0]), NO_LIMIT);
        check.require(LARGE);
        available[0] = 1000; // the process now has what it needs
        assertThatCode(() -> check.require(LARGE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check.require(Extent.of(1025, 2048))).isInstanceOf(BadUsage.class);
    }

    @Test
    void aBatchIsAllowedIfAnImageOfItsRowsFits() {
        Extent batch = Extent.of(4 * 1024, 2048);
        assertThat(check(Protocol.WHOLE, 30_000_000_000L, NO_LIMIT).allows(batch))
                .isTrue();
        assertThat(check(Protocol.WHOLE, 30_000_000_000L, 100_000_000).allows(batch))
                .isFalse();
        MemoryCheck tight = check(Protocol.WHOLE, 5_000_000_000L, NO_LIMIT);
        tight.require(LARGE);
        assertThat(tight.allows(batch)).isFalse();
    }

    @Test
    void anUnknownMachineRefusesNothing() {
        MemoryCheck check = new MemoryCheck(MEMORY, Protocol.WHOLE, Optional.empty(), OptionalLong::empty, NO_LIMIT);
        assertThatCode(() -> check.require(LARGE)).doesNotThrowAnyException();
    }

    @Test
    void availableMemoryIsPositiveWhereItIsKnown() {
        AvailableMemory.bytes().ifPresent(bytes -> assertThat(bytes).isPositive());
    }

    private static MemoryCheck check(Protocol protocol, long available, long heap) {
        return new MemoryCheck(MEMORY, protocol, Optional.empty(), () -> OptionalLong.of(available), heap);
    }
}
