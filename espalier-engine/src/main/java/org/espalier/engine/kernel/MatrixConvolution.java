package org.espalier.engine.kernel;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.tensor.Temporaries;
import org.espalier.engine.weight.Leaves;

/**
 * A 1x1 convolution as a product of matrices: [pixels, channels in] times [channels in, channels out]. Its gradients
 * are two such products, without the copies that libtorch's convolution makes.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
final class MatrixConvolution implements Computed {

    private final Tensor input;
    private final Tensor kernel;
    private final Leaves leaves;
    private final Tensor value;

    /**
     * Computes the value.
     * @param kernel a value of {@code leaves}, [channels out, channels in, 1, 1]
     */
    MatrixConvolution(Tensor input, Tensor kernel, Leaves leaves) {
        this.input = input;
        this.kernel = kernel;
        this.leaves = leaves;
        this.value = Temporaries.without(() -> {
            try (NoGradGuard guard = new NoGradGuard()) {
                return map(torch.mm(rows(input), matrix(kernel).t()), input);
            }
        });
        value.set_requires_grad(input.requires_grad() || kernel.requires_grad());
    }

    /** The pixels of a map as rows, [pixels, channels]: a view. */
    private static Tensor rows(Tensor map) {
        return map.detach().permute(0, 2, 3, 1).reshape(-1, map.size(1));
    }

    /** Rows as a map of the size of another: a view. */
    private static Tensor map(Tensor rows, Tensor like) {
        return rows.view(like.size(0), like.size(2), like.size(3), rows.size(1)).permute(0, 3, 1, 2);
    }

    private static Tensor matrix(Tensor kernel) {
        return kernel.detach().reshape(kernel.size(0), kernel.size(1));
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
            Tensor ofRows = rows(Maps.dense(gradient));
            if (kernel.requires_grad()) {
                leaves.addProduct(kernel, ofRows.t(), rows(input));
            }
            if (input.requires_grad()) {
                input.mutable_grad().put(map(torch.mm(ofRows, matrix(kernel)), input));
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
