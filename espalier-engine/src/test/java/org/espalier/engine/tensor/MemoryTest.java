package org.espalier.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is there to be closed, not read
class MemoryTest {

    @Test
    void aForgottenTensorKeepsItsSizeAndItsGradientOnly() {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = torch.ones(2, 8, 5, 6).set_requires_grad(true);
            Memory.forget(tensor);

            assertThat(tensor.storage().nbytes()).isEqualTo(Float.BYTES);
            assertThat(tensor.shape()).containsExactly(2, 8, 5, 6);
            assertThat(HostArrays.floats(tensor.detach())).hasSize(480).containsOnly(Float.NaN);
            assertThat(tensor.requires_grad()).isTrue();
            tensor.mutable_grad().put(torch.zeros(2, 8, 5, 6));
            assertThat(tensor.grad().shape()).containsExactly(2, 8, 5, 6);
        }
    }

    @Test
    void anotherHandleOfTheSameMemoryKeepsItsValues() {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = torch.ones(3);
            Tensor other = tensor.detach();
            Memory.forget(tensor);

            assertThat(HostArrays.floats(other)).containsExactly(1, 1, 1);
        }
    }
}
