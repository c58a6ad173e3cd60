package org.espalier.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.scenes.SceneOptions;
import org.espalier.data.scenes.Scenes;
import org.espalier.machine.Timings;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares, in turns in one process, the time of augmented crops from a warm cache with the time of reading the same
 * samples from it without any work on them. Runs only if selected by name; {@code docs/performance.md} says how. The
 * system properties {@code espalier.bench.height}, {@code width}, {@code crop}, {@code images}, {@code batch},
 * {@code rounds}, {@code threads} and {@code balance} (percent) change the parameters.
 */
class CropBench {

    private static final Seed SEED = new Seed(1);

    private final DataSize size = new DataSize(setting("height", 360), setting("width", 480));
    private final DataSize crop = new DataSize(setting("crop", 321), setting("crop", 321));
    private final int images = setting("images", 64);
    private final int batch = setting("batch", 8);
    private final int rounds = setting("rounds", 20);
    private final int threads = setting("threads", 2);

    @TempDir
    Path folder;

    @Test
    void cropsAgainstReads() {
        Split split = new CacheFolder(folder)
                .cached(
                        Scenes.splits(new SceneOptions(images, 1, Optional.of(size), 1))
                                .getFirst(),
                        "crops",
                        "bench");
        Loading loading = new Loading(batch, threads, 2 * threads, true, setting("balance", 0) / 100.0);
        Cost[] cropping = new Cost[rounds];
        Cost[] reading = new Cost[rounds];
        try (BatchLoader loader = new BatchLoader(split, Augmentation.standard(crop), loading, SEED);
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            for (int round = -3; round < rounds; round++) {
                Cost crops = cost(() -> loadEpoch(loader));
                Cost reads = cost(() -> readAll(split, readers));
                if (round >= 0) {
                    cropping[round] = crops;
                    reading[round] = reads;
                }
            }
        }
        report(cropping, reading);
    }

    private void loadEpoch(BatchLoader loader) {
        for (int number = 0; number < loader.batchesPerEpoch(); number++) {
            assertThat(loader.next().count()).isEqualTo(batch);
        }
    }

    private void readAll(Split split, ExecutorService readers) {
        CompletableFuture<?>[] reads = IntStream.range(0, images)
                .mapToObj(index -> CompletableFuture.supplyAsync(() -> split.sample(index), readers))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(reads).join();
    }

    /** Time of an image: on the clock, and of all processors together. */
    private record Cost(double seconds, double processorSeconds) {}

    private Cost cost(Runnable work) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long started = System.nanoTime();
        long processor = system.getProcessCpuTime();
        work.run();
        return new Cost(
                (System.nanoTime() - started) / 1e9 / images, (system.getProcessCpuTime() - processor) / 1e9 / images);
    }

    private void report(Cost[] cropping, Cost[] reading) {
        double[] crops = times(cropping, Cost::processorSeconds);
        double[] reads = times(reading, Cost::processorSeconds);
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, round -> crops[round] / reads[round]);
        System.out.print(Text.format(
                "crops of %s from %s, %d threads, %d rounds of %d images in turns, medians: %.0f crops a second, %.0f"
                        + " reads a second; of processor time %.3f ms a crop, %.3f ms a read%n",
                crop,
                size,
                threads,
                rounds,
                images,
                1 / Timings.median(times(cropping, Cost::seconds)),
                1 / Timings.median(times(reading, Cost::seconds)),
                1e3 * Timings.median(crops),
                1e3 * Timings.median(reads)));
        System.out.print(Text.format(
                "processor time of a crop / of a read, round by round: median %.1f, half of all between %.1f and"
                        + " %.1f%n",
                Timings.median(ratios), Timings.percentile(ratios, 25), Timings.percentile(ratios, 75)));
    }

    private static double[] times(Cost[] costs, ToDoubleFunction<Cost> time) {
        return Arrays.stream(costs).mapToDouble(time).toArray();
    }

    private static int setting(String name, int otherwise) {
        return Integer.getInteger("espalier.bench." + name, otherwise);
    }
}
