package org.espalier.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.espalier.deploy.onnx.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

    private static final Map<String, FloatTensor> IMAGE =
            Map.of("image", new FloatTensor(List.of(1, 3, 4, 6), new float[3 * 4 * 6]));

    @TempDir
    private Path folder;

    @Test
    void aClosedModelDoesNotRun() {
        OnnxModel model = model();
        try (OnnxModel.Repetition repetition = model.repeat(IMAGE)) {
            repetition.run();
            model.close();
            assertThatThrownBy(repetition::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
        }
        assertThatThrownBy(() -> model.run(IMAGE)).isInstanceOf(IllegalStateException.class);
    }

    /** Native memory that is freed under a run takes the process with it. */
    @Test
    void closingWaitsForTheRunOfARepetition() throws InterruptedException {
        OnnxModel model = model();
        CountDownLatch started = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor();
                OnnxModel.Repetition repetition = model.repeat(IMAGE)) {
            Future<?> running = other.submit(() -> {
                while (true) {
                    repetition.run();
                    started.countDown();
                }
            });
            started.await();
            model.close();
            assertThatThrownBy(running::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
        }
    }

    private OnnxModel model() {
        OnnxModel model =
                OnnxModel.load(TinyModel.write(folder, ImageSize.fixed(4, 6)).onnx(), 1);
        assertThat(model.inputs()).containsOnlyKeys("image");
        return model;
    }
}
