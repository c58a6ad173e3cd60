package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.label.LabelSet;
import org.espalier.machine.Timings;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;

/**
 * Compares the time of counting a confusion matrix with that of the obvious loop on one thread, in turns in one
 * process, on masks of 1024x2048 pixels with 19 classes. Time of the processors is given too: on a busy machine it says
 * more than time on the clock. Runs only if selected by name; {@code docs/performance.md} says how. The
 * system properties {@code espalier.bench.images} and {@code rounds} change the parameters.
 */
class ConfusionMatrixBench {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int CLASSES = 19;
    private static final int PIXELS = 1024 * 2048;
    private static final int LONGEST_RUN = 64;

    private final int images = Integer.getInteger("espalier.bench.images", 8);
    private final int rounds = Integer.getInteger("espalier.bench.rounds", 15);

    @Test
    void runsOfEqualPixels() {
        compare("runs of 1 to 64 equal pixels", LONGEST_RUN);
    }

    @Test
    void noise() {
        compare("noise", 1);
    }

    private void compare(String name, int longest) {
        byte[] truth = pixels(new Seed(1), longest);
        byte[] prediction = pixels(new Seed(2), longest);
        double[] loop = new double[rounds];
        double[] counted = new double[rounds];
        double[] ratios = new double[rounds];
        double[] work = new double[rounds];
        for (int round = -3; round < rounds; round++) {
            long started = System.nanoTime();
            long[] expected = loop(truth, prediction);
            long between = System.nanoTime();
            long workBefore = PROCESS.getProcessCpuTime();
            ConfusionMatrix matrix = new ConfusionMatrix(CLASSES);
            matrix.add(truth, prediction);
            long ended = System.nanoTime();
            long workAfter = PROCESS.getProcessCpuTime();
            assertThat(matrix.count(3, 4)).isEqualTo(expected[3 * (CLASSES + 1) + 4]);
            if (round >= 0) {
                loop[round] = truth.length * 1e3 / (between - started);
                counted[round] = truth.length * 1e3 / (ended - between);
                ratios[round] = counted[round] / loop[round];
                work[round] = truth.length * 1e3 / (workAfter - workBefore);
            }
        }
        System.out.print(Text.format(
                "%s, %d images, %d processors, medians of %d: loop %.0f, matrix %.0f megapixels a second, %.0f a"
                        + " second of processor time; ratio %.2f, half of all between %.2f and %.2f%n",
                name,
                images,
                Runtime.getRuntime().availableProcessors(),
                rounds,
                Timings.median(loop),
                Timings.median(counted),
                Timings.median(work),
                Timings.median(ratios),
                Timings.percentile(ratios, 25),
                Timings.percentile(ratios, 75)));
    }

    /** What the matrix does, class numbers checked, as one writes it down. */
    private static long[] loop(byte[] truth, byte[] prediction) {
        long[] counts = new long[CLASSES * (CLASSES + 1)];
        for (int pixel = 0; pixel < truth.length; pixel++) {
            int row = truth[pixel] & 0xFF;
            int column = prediction[pixel] & 0xFF;
            if (row >= CLASSES && row != LabelSet.IGNORE || column >= CLASSES && column != LabelSet.IGNORE) {
                throw new IllegalArgumentException("no class");
            }
            if (row != LabelSet.IGNORE) {
                counts[row * (CLASSES + 1) + Math.min(column, CLASSES)]++;
            }
        }
        return counts;
    }

    /** Runs of equal pixels, some of them ignored. */
    private byte[] pixels(Seed seed, int longest) {
        byte[] pixels = new byte[images * PIXELS];
        RandomGenerator random = seed.generator();
        int end;
        for (int at = 0; at < pixels.length; at = end) {
            end = Math.min(pixels.length, at + random.nextInt(1, longest + 1));
            int value = random.nextInt(CLASSES + 1);
            Arrays.fill(pixels, at, end, (byte) (value == CLASSES ? LabelSet.IGNORE : value));
        }
        return pixels;
    }
}
