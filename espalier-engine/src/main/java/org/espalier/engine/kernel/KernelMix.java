package org.espalier.engine.kernel;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.operation.WeightedSum;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.tensor.Temporaries;

/**
 * A weighted sum of maps with one weight each. The gradient of a map is that of the sum times the weight, and the
 * gradient of a weight the inner product of the sum's gradient and the map: only the latter reads the maps.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
final class KernelMix implements Computed {

    private final List<Tensor> maps;
    private final Tensor weights;
    private final double[] factors;
    private final List<Integer> terms;
    private final Tensor value;

    /**
     * Computes the value.
     * @param in maps of one shape, of which those with weight 0 may be undefined, and last their weights, [n]
     */
    KernelMix(List<Tensor> in) {
        this.maps = in.subList(0, in.size() - 1);
        this.weights = in.getLast();
        this.factors = HostArrays.doubles(weights);
        this.terms = WeightedSum.terms(factors);
        this.value = Temporaries.without(() -> {
            try (NoGradGuard guard = new NoGradGuard()) {
                return WeightedSum.of(maps, factors, terms);
            }
        });
        value.set_requires_grad(weights.requires_grad()
                || terms.stream().anyMatch(term -> maps.get(term).requires_grad()));
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
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (int term : terms) {
                if (maps.get(term).requires_grad()) {
                    maps.get(term).mutable_grad().put(gradient.mul(new Scalar(factors[term])));
                }
            }
            if (weights.requires_grad()) {
                double[] ofWeights = new double[factors.length];
                Tensor flat = flat(Maps.dense(gradient));
                terms.forEach(
                        term -> ofWeights[term] = flat.dot(flat(maps.get(term))).item_double());
                weights.mutable_grad()
                        .put(HostArrays.tensor(ofWeights, List.of(ofWeights.length), weights.scalar_type()));
            }
        }
    }

    private static Tensor flat(Tensor dense) {
        return dense.detach().permute(0, 2, 3, 1).reshape(-1);
    }

    @Override
    public boolean readsInput() {
        return weights.requires_grad();
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
