package org.espalier.engine.weight;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;

/**
 * The weights of one graph as tensors. A named weight is a handle on its place in the flat buffer, kept until {@link #close}; where it is
 * to be differentiated, its gradient is preset to its place in the flat gradient buffer, so that autograd adds up there in place.
 * Expressions are computed anew at each call, differentiably, in the caller's scope.
 */
public final class Leaves implements AutoCloseable {

    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, TensorOptional> optionals = new HashMap<>();
    private final TensorOptional absent = new TensorOptional();

    /**
     * @param weights the named weights
     * @param buffers the values of a role
     */
    public Leaves(Collection<Weight.Named> weights, Function<Role, FlatBuffer> buffers) {
        try {
            weights.forEach(weight -> add(weight, buffers.apply(weight.role())));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void add(Weight.Named weight, FlatBuffer buffer) {
        try (Tensor view = buffer.view(weight)) {
            Tensor leaf = view.detach();
            tensors.put(weight.name(), leaf);
            optionals.put(weight.name(), new TensorOptional(leaf));
        }
    }

    /** From now on a weight's gradients are added to its place in {@code gradients}. */
    public void differentiate(Weight.Named weight, FlatBuffer gradients) {
        Tensor leaf = tensor(weight);
        leaf.set_requires_grad(true);
        try (Tensor gradient = gradients.view(weight);
                Tensor place = leaf.mutable_grad()) {
            place.put(gradient);
        }
    }

    /** The value of a weight. Not to be closed by hand: named weights live as long as this does, others as long as the scope. */
    public Tensor tensor(Weight weight) {
        return switch (weight) {
            case Weight.Named named -> Objects.requireNonNull(tensors.get(named.name()), named.name());
            case Weight.Slice slice -> tensor(slice.of()).narrow(slice.axis(), slice.from(), slice.to() - slice.from());
            case Weight.Stack stack -> torch.cat(vector(stack.parts()), 0);
            case Weight.FoldedKernel folded -> {
                Tensor kernel = tensor(folded.kernel());
                Tensor factor = factor(folded.norm());
                yield kernel.mul(folded.axis() == 0 ? factor.view(-1, 1, 1, 1) : factor.view(1, -1, 1, 1));
            }
            case Weight.FoldedBias folded -> {
                Tensor mean = tensor(folded.norm().mean());
                Tensor offset =
                        folded.bias().map(bias -> tensor(bias).sub(mean)).orElseGet(mean::neg);
                Tensor scaled = offset.mul(factor(folded.norm()));
                yield folded.norm()
                        .shift()
                        .map(shift -> scaled.add(tensor(shift)))
                        .orElse(scaled);
            }
        };
    }

    /** Whether a weight gets a gradient. */
    public boolean isDifferentiated(Weight.Named weight) {
        return tensor(weight).requires_grad();
    }

    /** A weight as libtorch takes it where it may be left out. Not to be closed by hand. */
    public TensorOptional optional(Optional<Weight> weight) {
        return weight.map(this::optional).orElse(absent);
    }

    /** As {@link #tensor}, in the form that libtorch takes where a weight may be left out. */
    public TensorOptional optional(Weight weight) {
        return weight instanceof Weight.Named named
                ? Objects.requireNonNull(optionals.get(named.name()), named.name())
                : new TensorOptional(tensor(weight));
    }

    /** What a folded normalisation multiplies each channel with: {@code scale / sqrt(variance + epsilon)}. */
    private Tensor factor(Op.BatchNorm norm) {
        Tensor inverse = tensor(norm.variance()).add(new Scalar(norm.epsilon())).rsqrt();
        return norm.scale().map(scale -> inverse.mul(tensor(scale))).orElse(inverse);
    }

    private TensorVector vector(List<Weight> weights) {
        TensorVector vector = new TensorVector();
        weights.forEach(weight -> vector.push_back(tensor(weight)));
        return vector;
    }

    @Override
    public void close() {
        optionals.values().forEach(TensorOptional::close);
        tensors.values().forEach(Tensor::close);
        absent.close();
    }
}
