package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.global.torch;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class LibTorchTest {

    @Test
    void versionAndVectorInstructionsAreKnown() {
        assertThat(LibTorch.version()).startsWith("2.");
        assertThat(LibTorch.cpuCapability()).isNotEqualTo("unknown");
    }

    @Test
    void kernelsAreOneConstantLine() {
        assertThat(LibTorch.kernels())
                .isEqualTo(LibTorch.kernels())
                .contains(LibTorch.version(), LibTorch.cpuCapability(), "vector kernels")
                .doesNotContain("\n");
        assertThat(LibTorch.cpuCapability()).isNotBlank();
    }

    @Test
    void nnpackIsOffAsItWouldComplainAtEachConvolutionWhereItDoesNotKnowTheProcessor() {
        LibTorch.load();
        assertThat(torch.globalContext().userEnabledNNPACK()).isFalse();
    }

    @Test
    void theNumberOfThreadsCanBeSet() {
        int before = LibTorch.threads();
        LibTorch.setThreads(1);
        assertThat(LibTorch.threads()).isEqualTo(1);
        LibTorch.setThreads(before);
        assertThatThrownBy(() -> LibTorch.setThreads(0))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("threads: 0; allowed: at least 1");
    }
}
