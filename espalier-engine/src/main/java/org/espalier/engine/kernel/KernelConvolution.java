package org.espalier.engine.kernel;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.weight.Leaves;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.kernel.ChannelSums;
import org.espalier.kernel.Convolution;
import org.espalier.kernel.ConvolutionKernel;
import org.espalier.kernel.Threads;
import org.jspecify.annotations.Nullable;

/** A dense or depthwise convolution by a kernel of our own. */
final class KernelConvolution implements Computed {

    private final Convolution shape;
    private final Threads threads;
    private final Leaves leaves;
    private final Tensor input;
    private final Tensor kernel;
    private final Optional<Tensor> bias;
    private final float[] weights;
    private final Tensor value;

    KernelConvolution(Op.Conv2d conv, Tensor input, Leaves leaves) {
        this.shape = shape(conv, input);
        this.threads = new Threads(torch.get_num_threads());
        this.leaves = leaves;
        this.input = input;
        this.kernel = leaves.tensor(conv.kernel());
        this.bias = conv.bias().map(leaves::tensor);
        this.weights = leaves.values(kernel);
        this.value = Maps.empty(input, shape.outChannels(), shape.outHeight(), shape.outWidth());
        float @Nullable [] biases = bias.map(leaves::values).orElse(null);
        FloatBuffer x = Memory.of(input);
        FloatBuffer y = Memory.of(value);
        ConvolutionKernel.forward(shape, x, weights, biases, y, threads);
        value.set_requires_grad(input.requires_grad()
                || kernel.requires_grad()
                || bias.map(Tensor::requires_grad).orElse(false));
    }

    private static Convolution shape(Op.Conv2d conv, Tensor x) {
        int height = (int) x.size(2);
        int width = (int) x.size(3);
        Padding.Amount rows = conv.padding().amount(height, conv.kernelHeight(), conv.stride(), conv.dilation());
        Padding.Amount columns = conv.padding().amount(width, conv.kernelWidth(), conv.stride(), conv.dilation());
        return new Convolution(
                (int) x.size(0),
                height,
                width,
                (int) x.size(1),
                conv.outChannels(),
                conv.groups(),
                conv.kernelHeight(),
                conv.kernelWidth(),
                conv.stride(),
                conv.dilation(),
                rows.before(),
                columns.before(),
                Math.ceilDiv(height, conv.stride()),
                Math.ceilDiv(width, conv.stride()));
    }

    @Override
    public int nodes() {
        return 1;
    }

    @Override
    public Tensor value() {
        return value;
    }

    @Override
    public void backward(Tensor gradient) {
        try (Tensor dense = Maps.dense(gradient)) {
            FloatBuffer ofValue = Memory.of(dense);
            if (kernel.requires_grad()) {
                float[] ofKernel = new float[weights.length];
                ConvolutionKernel.kernelGradient(shape, Memory.of(input), ofValue, ofKernel, threads);
                leaves.addGradient(kernel, ofKernel);
            }
            bias.filter(Tensor::requires_grad).ifPresent(tensor -> {
                float[] ofBias = new float[shape.outChannels()];
                int pixels = shape.images() * shape.outHeight() * shape.outWidth();
                ChannelSums.biasGradient(pixels, shape.outChannels(), ofValue, ofBias, threads);
                leaves.addGradient(tensor, ofBias);
            });
            if (input.requires_grad()) {
                try (Tensor ofInput = Maps.like(input);
                        Tensor place = input.mutable_grad()) {
                    ConvolutionKernel.inputGradient(shape, ofValue, weights, Memory.of(ofInput), threads);
                    place.put(ofInput);
                }
            }
        }
    }

    @Override
    public boolean readsInput() {
        return kernel.requires_grad();
    }

    @Override
    public void forget() {
        Memory.forget(value);
    }

    @Override
    public void close() {
        value.close();
    }
}
