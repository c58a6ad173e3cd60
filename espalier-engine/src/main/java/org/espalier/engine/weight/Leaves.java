package org.espalier.engine.weight;

import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.tensor.Memory;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;

/**
 * The weights of one graph as tensors. A named weight is a view of the flat buffer, valid until {@link #close}. If it
 * gets a gradient, autograd adds it in place to a flat gradient buffer. Weight expressions are computed at each call,
 * differentiably, in the caller's scope.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
public final class Leaves implements AutoCloseable {

    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, TensorOptional> optionals = new HashMap<>();
    private final TensorOptional absent = new TensorOptional();

    /**
     * Leaves without gradients.
     * @param weights the named weights
     * @param buffers the values of each role
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

    /** Adds the gradients of a weight to its position in {@code gradients} from now on. */
    public void differentiate(Weight.Named weight, FlatBuffer gradients) {
        Tensor leaf = tensor(weight);
        leaf.set_requires_grad(true);
        try (Tensor gradient = gradients.view(weight);
                Tensor place = leaf.mutable_grad()) {
            place.put(gradient);
        }
    }

    /**
     * The value of a weight. The caller must not close it: a named weight lives as long as this object, an expression
     * as long as the scope.
     */
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

    /** A copy of a weight's values, in the order of memory of a store whose kernels are channels-last. */
    public float[] values(Tensor weight) {
        if (weight.dim() != 4) {
            return Memory.copy(weight);
        }
        try (Tensor dense = weight.contiguous(MemoryFormat.ChannelsLast)) {
            return Memory.copy(dense);
        }
    }

    /**
     * Adds to the gradient of a weight: in its place, or through autograd if the weight is an expression.
     * @param weight a value of {@link #tensor} that requires a gradient
     * @param gradient in the order of {@link #values}
     */
    public void addGradient(Tensor weight, float[] gradient) {
        if (weight.is_leaf()) {
            try (Tensor place = weight.mutable_grad()) {
                FloatBuffer memory = Memory.of(place);
                float[] sum = new float[gradient.length];
                memory.get(0, sum);
                for (int index = 0; index < sum.length; index++) {
                    sum[index] += gradient[index];
                }
                memory.put(0, sum);
            }
            return;
        }
        try (PointerScope temporary = new PointerScope()) {
            Tensor like = weight.dim() == 4
                    ? weight.detach().contiguous(MemoryFormat.ChannelsLast).clone()
                    : weight.detach().clone();
            Memory.of(like).put(0, gradient);
            backward(weight, like);
        }
    }

    /**
     * Adds a product of matrices to the gradient of a 1x1 kernel: in its place, or through autograd if the kernel is an
     * expression.
     * @param kernel a value of {@link #tensor} that requires a gradient, [out, in, 1, 1]
     * @param left [out, n]
     * @param right [n, in]
     */
    public void addProduct(Tensor kernel, Tensor left, Tensor right) {
        if (kernel.is_leaf()) {
            kernel.mutable_grad().view(kernel.size(0), kernel.size(1)).addmm_(left, right);
        } else {
            backward(kernel, torch.mm(left, right).view(kernel.size(0), kernel.size(1), 1, 1));
        }
    }

    private static void backward(Tensor weight, Tensor gradient) {
        weight.backward(gradient, new BoolOptional(false), false, new TensorArrayRefOptional());
    }

    /** Whether a weight gets a gradient. */
    public boolean isDifferentiated(Weight.Named weight) {
        return tensor(weight).requires_grad();
    }

    /** An optional argument of libtorch. The caller must not close it. */
    public TensorOptional optional(Optional<Weight> weight) {
        return weight.map(this::optional).orElse(absent);
    }

    /** A weight as an optional argument of libtorch. The caller must not close it. */
    public TensorOptional optional(Weight weight) {
        return weight instanceof Weight.Named named
                ? Objects.requireNonNull(optionals.get(named.name()), named.name())
                : new TensorOptional(tensor(weight));
    }

    /** The factor of each channel in a folded normalisation: {@code scale / sqrt(variance + epsilon)}. */
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
