package org.espalier.engine.kernel;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.operation.Normalization;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.kernel.Activation;
import org.espalier.kernel.BatchNormalization;
import org.espalier.kernel.Threads;
import org.jspecify.annotations.Nullable;

/**
 * A normalisation over the batch, and the activation that follows it, by one kernel. Twins, whose images are
 * concatenated, have statistics of their own.
 */
final class KernelNormalization implements Computed {

    private final Op.BatchNorm norm;
    private final Activation activation;
    private final Leaves leaves;
    private final Threads threads;
    private final int groups;
    private final int pixels;
    private final int channels;
    private final Tensor input;
    private final Optional<Tensor> scale;
    private final Optional<Tensor> shift;
    private final float @Nullable [] scales;
    private final float @Nullable [] shifts;
    private final float[] mean;
    private final float[] variance;
    private final Tensor value;
    private boolean isForgotten;

    /**
     * Computes the value and updates the moving statistics, if there are any.
     * @param twins the normalisations of all twins
     * @param activation of the following node, or none
     */
    KernelNormalization(
            List<Node> twins,
            Op.BatchNorm norm,
            Activation activation,
            Tensor input,
            Leaves leaves,
            Optional<MovingStatistics> moving) {
        this.norm = norm;
        this.activation = activation;
        this.leaves = leaves;
        this.threads = new Threads(torch.get_num_threads());
        this.input = input;
        this.groups = twins.size();
        this.channels = (int) input.size(1);
        this.pixels = Math.toIntExact(input.numel() / channels / groups);
        Normalization.requireSeveral(twins.getFirst(), pixels);
        this.scale = norm.scale().map(leaves::tensor);
        this.shift = norm.shift().map(leaves::tensor);
        this.scales = scale.map(leaves::values).orElse(null);
        this.shifts = shift.map(leaves::values).orElse(null);
        this.mean = new float[groups * channels];
        this.variance = new float[groups * channels];
        this.value = Maps.like(input);
        BatchNormalization.forward(
                groups,
                pixels,
                channels,
                Memory.of(input),
                scales,
                shifts,
                (float) norm.epsilon(),
                activation,
                Memory.of(value),
                mean,
                variance,
                threads);
        value.set_requires_grad(input.requires_grad()
                || scale.map(Tensor::requires_grad).orElse(false)
                || shift.map(Tensor::requires_grad).orElse(false));
        moving.ifPresent(statistics -> {
            for (int twin = 0; twin < groups; twin++) {
                statistics.update(twins.get(twin), mean, variance, twin * channels, pixels);
            }
        });
    }

    @Override
    public int nodes() {
        return activation == Activation.NONE ? 1 : 2;
    }

    @Override
    public Tensor value() {
        return value;
    }

    @Override
    public void backward(Tensor gradient) {
        float[] ofScale = new float[channels];
        float[] ofShift = new float[channels];
        try (Tensor dense = Maps.dense(gradient);
                Tensor ofInput = Maps.like(input)) {
            BatchNormalization.backward(
                    groups,
                    pixels,
                    channels,
                    Memory.of(input),
                    Memory.of(dense),
                    scales,
                    shifts,
                    mean,
                    variance,
                    (float) norm.epsilon(),
                    activation,
                    Memory.of(ofInput),
                    ofScale,
                    ofShift,
                    threads);
            if (input.requires_grad()) {
                try (Tensor place = input.mutable_grad()) {
                    place.put(ofInput);
                }
            }
        }
        scale.filter(Tensor::requires_grad).ifPresent(tensor -> leaves.addGradient(tensor, ofScale));
        shift.filter(Tensor::requires_grad).ifPresent(tensor -> leaves.addGradient(tensor, ofShift));
    }

    @Override
    public boolean readsInput() {
        return true;
    }

    @Override
    public void forget() {
        Memory.forget(value);
        isForgotten = true;
    }

    @Override
    public boolean isRestorable() {
        return true;
    }

    @Override
    public void restore() {
        if (!isForgotten) {
            return;
        }
        try (Tensor again = Maps.like(input)) {
            BatchNormalization.again(
                    groups,
                    pixels,
                    channels,
                    Memory.of(input),
                    scales,
                    shifts,
                    mean,
                    variance,
                    (float) norm.epsilon(),
                    activation,
                    Memory.of(again),
                    threads);
            value.set_data(again);
        }
        isForgotten = false;
    }

    @Override
    public void close() {
        value.close();
    }
}
