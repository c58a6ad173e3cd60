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
 * Compares, in turns in one process, the time of augmented crops from a warm cache with that of crops drawn by class,
 * and with the time of reading the same samples from it without any work on them. Runs only if selected by name;
 * {@code docs/performance.md} says how. The system properties {@code espalier.bench.height}, {@code width},
 * {@code crop}, {@code images}, {@code batch}, {@code rounds}, {@code threads} and {@code balance} (percent of the
 * crops that are drawn by class) change the parameters.
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
        Loading loading = new Loading(batch, threads, 2 * threads, true, 0);
        Cost[] cropping = new Cost[rounds];
        Cost[] balanced = new Cost[rounds];
        Cost[] reading = new Cost[rounds];
        try (BatchLoader loader = new BatchLoader(split, Augmentation.standard(crop), loading, SEED);
                BatchLoader byClass = new BatchLoader(
                        split, Augmentation.standard(crop), loading.balanced(setting("balance", 100) / 100.0), SEED);
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            for (int round = -3; round < rounds; round++) {
                Cost crops = cost(() -> loadEpoch(loader));
                Cost drawn = cost(() -> loadEpoch(byClass));
                Cost reads = cost(() -> readAll(split, readers));
                if (round >= 0) {
                    cropping[round] = crops;
                    balanced[round] = drawn;
                    reading[round] = reads;
                }
            }
        }
        report(cropping, balanced, reading);
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

    private void report(Cost[] cropping, Cost[] balanced, Cost[] reading) {
        System.out.print(Text.format(
                "crops of %s from %s, %d threads, %d rounds of %d images in turns, medians:%n",
                crop, size, threads, rounds, images));
        report("crops", cropping);
        report("crops by class", balanced);
        report("reads", reading);
        report("of a crop / of a read", cropping, reading);
        report("of a crop by class / of a crop", balanced, cropping);
    }

    private static void report(String name, Cost[] costs) {
        System.out.print(Text.format(
                "%s: %.0f a second, %.3f ms of processor time each%n",
                name,
                1 / Timings.median(times(costs, Cost::seconds)),
                1e3 * Timings.median(times(costs, Cost::processorSeconds))));
    }

    private static void report(String name, Cost[] costs, Cost[] others) {
        double[] first = times(costs, Cost::processorSeconds);
        double[] second = times(others, Cost::processorSeconds);
        double[] ratios = new double[first.length];
        Arrays.setAll(ratios, round -> first[round] / second[round]);
        System.out.print(Text.format(
                "processor time %s, round by round: median %.2f, half of all between %.2f and %.2f%n",
                name, Timings.median(ratios), Timings.percentile(ratios, 25), Timings.percentile(ratios, 75)));
    }

    private static double[] times(Cost[] costs, ToDoubleFunction<Cost> time) {
        return Arrays.stream(costs).mapToDouble(time).toArray();
    }

    private static int setting(String name, int otherwise) {
        return Integer.getInteger("espalier.bench." + name, otherwise);
    }
}
