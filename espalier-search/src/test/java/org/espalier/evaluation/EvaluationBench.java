package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.LibTorch;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.machine.Timings;
import org.espalier.protocol.Protocol;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the time of an evaluation in batches with that of one image by image, in turns in one process, for images of
 * several sizes. Runs only if selected by name; {@code docs/performance.md} says how. The system properties
 * {@code espalier.bench.images}, {@code rounds} and {@code threads} change the parameters.
 */
class EvaluationBench {

    private final int images = setting("images", 32);
    private final int rounds = setting("rounds", 15);

    @TempDir
    private static Path folder;

    @Test
    void singleImagesAgainstBatches() {
        LibTorch.setThreads(setting("threads", Runtime.getRuntime().availableProcessors()));
        for (DataSize size :
                List.of(new DataSize(32, 48), new DataSize(64, 96), new DataSize(90, 120), new DataSize(180, 240))) {
            compare(Datasets.open(
                            "scenes:train=1,val=" + images + ",size=" + size, Optional.empty(), new CacheFolder(folder))
                    .split("val"));
        }
    }

    private void compare(Split split) {
        Graph network = Zoo.SEPARABLE_UNET.network(split.labels().size());
        double[] single = new double[rounds];
        double[] inBatches = new double[rounds];
        try (WeightStore weights = WeightStore.of(network, ElementType.FLOAT32, new Seed(1));
                EnginePredictor predictor = new EnginePredictor(network, weights, Protocol.WHOLE)) {
            for (int round = -2; round < rounds; round++) {
                double one = seconds(() -> Evaluator.evaluate(split, sample -> predictor.apply(sample)));
                double other = seconds(() -> Evaluator.evaluate(split, ScoringRules.GENERAL, predictor));
                if (round >= 0) {
                    single[round] = one / images;
                    inBatches[round] = other / images;
                }
            }
        }
        report(split.sample(0).size(), single, inBatches);
    }

    private void report(DataSize size, double[] single, double[] inBatches) {
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, round -> single[round] / inBatches[round]);
        System.out.print(Text.format(
                "%s, %d threads, %d rounds of %d images in turns, medians of an image: one by one %.2f ms, in batches"
                        + " %.2f ms; one by one / in batches, round by round: median %.2f, half of all between %.2f"
                        + " and %.2f%n",
                size,
                LibTorch.threads(),
                rounds,
                images,
                1e3 * Timings.median(single),
                1e3 * Timings.median(inBatches),
                Timings.median(ratios),
                Timings.percentile(ratios, 25),
                Timings.percentile(ratios, 75)));
    }

    private static double seconds(Supplier<Evaluation> evaluation) {
        long started = System.nanoTime();
        assertThat(evaluation.get().pixelAccuracy()).isFinite();
        return (System.nanoTime() - started) / 1e9;
    }

    private static int setting(String name, int otherwise) {
        return Integer.getInteger("espalier.bench." + name, otherwise);
    }
}
