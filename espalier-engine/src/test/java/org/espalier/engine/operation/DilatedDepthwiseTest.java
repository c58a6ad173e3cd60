package org.espalier.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // a scope is there to be closed, not read
class DilatedDepthwiseTest {

    private static final int CHANNELS = 96;

    /**
     * libtorch's own convolution of channels-last maps in float32 gives other values with stride 2 and dilation 8 than
     * that in float64.
     */
    @ParameterizedTest
    @CsvSource({"1, 4", "1, 8", "2, 2", "2, 3", "2, 4", "2, 8", "3, 8"})
    void channelsLastMapsAreConvolvedAsOthers(int stride, int dilation) {
        Op.Conv2d conv = new Op.Conv2d(
                new Weight.Named("kernel", List.of(CHANNELS, 1, 3, 3), Role.KERNEL, Initializer.ZEROS),
                Optional.empty(),
                stride,
                dilation,
                CHANNELS,
                Padding.SYMMETRIC);
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(8, CHANNELS, 14, 20);
            Tensor kernel = torch.randn(CHANNELS, 1, 3, 3);
            Tensor got = new Windows(ScalarType.Float, MemoryFormat.ChannelsLast)
                    .convolve(conv, x.contiguous(MemoryFormat.ChannelsLast), kernel, new TensorOptional());
            Tensor expected = torch.conv2d(
                    x.to(ScalarType.Double),
                    kernel.to(ScalarType.Double),
                    new TensorOptional(),
                    new long[] {stride, stride},
                    new long[] {dilation, dilation},
                    new long[] {dilation, dilation},
                    CHANNELS);
            assertThat(got.to(ScalarType.Double).sub(expected).abs().max().item_double())
                    .isLessThan(1e-4);
        }
    }
}
