package org.espalier.engine;

import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;

/**
 * Trains a {@link DirectNetwork} as PyTorch's tutorials do: zero the gradients, cross-entropy, backward, libtorch's SGD
 * with momentum. Native memory: close it before the network.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
final class DirectTraining implements AutoCloseable {

    private static final long MEAN = 1;

    private final DirectNetwork network;
    private final ElementType type;
    private final List<SGD> optimizers;

    /**
     * A training from scratch.
     * @param weights those of the network
     * @param decay of kernels; scales and shifts have none
     */
    DirectTraining(DirectNetwork network, WeightStore weights, double rate, double momentum, double decay) {
        this.network = network;
        this.type = weights.type();
        this.optimizers = List.of(
                sgd(weights, Set.of(Role.KERNEL), rate, momentum, decay),
                sgd(weights, Set.of(Role.SCALE, Role.BIAS), rate, momentum, 0));
    }

    /** Runs one step and returns the loss before it. */
    double step(Batch batch) {
        try (PointerScope scope = new PointerScope()) {
            optimizers.forEach(SGD::zero_grad);
            Tensor target = HostArrays.tensor(batch.labels(), batch.count(), batch.height(), batch.width())
                    .to(ScalarType.Long);
            Tensor loss = torch.cross_entropy_loss(
                    network.logits(image(batch)), target, new TensorOptional(), MEAN, Loss.IGNORE, 0);
            loss.backward();
            optimizers.forEach(SGD::step);
            return loss.item_double();
        }
    }

    @Override
    public void close() {
        optimizers.forEach(SGD::close);
    }

    private Tensor image(Batch batch) {
        Scalar half = new Scalar(127.5);
        return HostArrays.tensor(batch.images(), batch.count(), batch.height(), batch.width(), 3)
                .permute(0, 3, 1, 2)
                .to(type.scalarType())
                .sub_(half)
                .div_(half);
    }

    private SGD sgd(WeightStore weights, Set<Role> roles, double rate, double momentum, double decay) {
        try (PointerScope scope = new PointerScope()) {
            Tensor[] parameters = weights.weights().values().stream()
                    .filter(weight -> roles.contains(weight.role()))
                    .map(Weight.Named::name)
                    .map(network::weight)
                    .toArray(Tensor[]::new);
            SGDOptions options = new SGDOptions(rate);
            options.momentum().put(momentum);
            options.weight_decay().put(decay);
            return new SGD(new TensorVector(parameters), options).retainReference();
        }
    }
}
