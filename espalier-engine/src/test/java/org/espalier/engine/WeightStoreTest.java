package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.espalier.graph.Graph;
import org.espalier.graph.Initializer;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.safetensors.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightStoreTest {

    private static final Seed SEED = new Seed(9);
    private static final Weight.Named KERNEL = weight("kernel", Role.KERNEL, 2, 3, 2, 5);
    private static final Weight.Named MATRIX = weight("matrix", Role.KERNEL, 3, 7);
    private static final Weight.Named BIAS = weight("bias", Role.BIAS, 4);

    @Test
    void initialValuesDependOnlyOnSeedAndName() {
        try (WeightStore one = store(KERNEL, MATRIX, BIAS);
                WeightStore other = store(BIAS, KERNEL);
                WeightStore seeded = WeightStore.of(List.of(KERNEL), ElementType.FLOAT32, new Seed(10))) {
            assertThat(other.read("kernel")).isEqualTo(one.read("kernel"));
            assertThat(seeded.read("kernel")).isNotEqualTo(one.read("kernel"));
        }
    }

    @Test
    void valuesAreRowMajorInAnyMemoryLayout() {
        try (WeightStore store = store(KERNEL, MATRIX, BIAS)) {
            double[] counted = IntStream.range(0, 60).asDoubleStream().toArray();
            store.write("kernel", counted);
            assertThat(store.read("kernel")).isEqualTo(counted);
            store.write("matrix", IntStream.range(0, 21).asDoubleStream().toArray());
            store.write("bias", 1, 2, 3, 4);
            assertThat(store.read("kernel")).isEqualTo(counted);
            assertThat(store.read("matrix")[20]).isEqualTo(20);
        }
    }

    @Test
    void aFileRestoresTheSameValues(@TempDir Path folder) {
        Graph graph = SmallNets.segmenter(4);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                WeightStore other = WeightStore.of(graph, ElementType.FLOAT32, new Seed(1))) {
            TensorFile.write(folder.resolve("model.safetensors"), store.toTensors());
            other.copyFrom(TensorFile.read(folder.resolve("model.safetensors"))).requireComplete("the file");
            assertThat(other.toTensors()).isEqualTo(store.toTensors());
        }
    }

    @Test
    void inheritanceListsWhatWasCopiedAndWhatWasNot() {
        Weight.Named wider = weight("matrix", Role.KERNEL, 3, 8);
        Weight.Named fresh = weight("fresh", Role.BIAS, 1);
        try (WeightStore from = store(KERNEL, MATRIX, BIAS);
                WeightStore to = WeightStore.of(List.of(KERNEL, wider, fresh), ElementType.FLOAT64, new Seed(3))) {
            double[] kept = to.read("matrix");
            Inheritance inheritance = to.copyFrom(from);
            assertThat(inheritance.copied()).containsExactly("kernel");
            assertThat(inheritance.missing()).containsExactly("fresh");
            assertThat(inheritance.reshaped()).containsExactly("matrix");
            assertThat(inheritance.unused()).containsExactly("bias");
            assertThat(to.read("kernel")).isEqualTo(from.read("kernel"));
            assertThat(to.read("matrix")).isEqualTo(kept);
            assertThatThrownBy(() -> inheritance.requireComplete("model.safetensors"))
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining("model.safetensors does not fit this network: 1 of 3 weights are missing")
                    .hasMessageContaining("fresh")
                    .hasMessageContaining("1 have another shape (the first is matrix)");
        }
    }

    @Test
    void aCopyHasMemoryOfItsOwn() {
        try (WeightStore store = store(BIAS);
                WeightStore copy = store.copy()) {
            double[] before = store.read("bias");
            store.write("bias", 1, 2, 3, 4);
            assertThat(copy.read("bias")).isEqualTo(before);
        }
    }

    @Test
    void anAverageMovesByItsShareOfTheDistance() {
        try (WeightStore store = store(BIAS);
                WeightStore average = store.copy()) {
            average.write("bias", 0, 0, 0, 0);
            store.write("bias", 1, 2, 3, 4);
            average.moveTowards(store, 0.25);
            average.moveTowards(store, 0.25);
            assertThat(average.read("bias")).containsExactly(new double[] {0.4375, 0.875, 1.3125, 1.75}, within(1e-6));
        }
    }

    @Test
    void oneNameForTwoShapesIsRejected() {
        assertThatThrownBy(() -> store(BIAS, weight("bias", Role.BIAS, 5)))
                .hasMessageContaining("two weights are named bias");
    }

    @Test
    void anUnknownNameIsRejectedWithTheNearest() {
        try (WeightStore store = store(KERNEL)) {
            assertThatThrownBy(() -> store.read("kernal"))
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining("kernal")
                    .hasMessageContaining("kernel");
            assertThatThrownBy(() -> store.write("kernel", 1, 2)).hasMessageContaining("has 60 values, got 2");
        }
    }

    @Test
    void aStoreThatCannotBeBuiltFreesItsMemory() {
        int most = Integer.MAX_VALUE;
        Weight.Named vast = weight("vast", Role.ARCHITECTURE, most, most, most);
        long handles = Pointer.totalCount();
        assertThatThrownBy(() -> store(BIAS, KERNEL, vast)).isInstanceOf(ArithmeticException.class);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles);
    }

    private static WeightStore store(Weight.Named... weights) {
        return WeightStore.of(List.of(weights), ElementType.FLOAT32, SEED);
    }

    private static Weight.Named weight(String name, Role role, Integer... shape) {
        return new Weight.Named(name, List.of(shape), role, new Initializer.Normal(1));
    }
}
