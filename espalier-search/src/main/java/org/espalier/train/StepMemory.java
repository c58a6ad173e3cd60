package org.espalier.train;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.espalier.cost.Cost;
import org.espalier.engine.LibTorch;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.machine.AvailableMemory;
import org.espalier.machine.ResidentMemory;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * Refuses, before the first step, steps that need more memory than there is. For most the node results of the graph
 * show that they fit. For others of more than four images memory is measured in steps of two and of four, as it grows
 * evenly with their number.
 */
public final class StepMemory {

    private static final double GIGABYTE = 1e9;
    private static final int FEW = 2;
    private static final int MORE = 4;

    /** The memory of a step as a multiple of its node results; measured up to 3.7. */
    private static final double MOST = 5;

    /** The same with low memory or sampled paths: less than the least measured. */
    private static final double LEAST = 0.15;

    /** What a process allocates besides, as it runs its first step. */
    private static final long FIRST_STEP_BYTES = 500L << 20;

    private final Extent step;
    private final long imageBytes;
    private final IntToLongFunction growth;
    private final Supplier<OptionalLong> available;

    /**
     * The memory of a step.
     *
     * @param step images of a step
     * @param imageBytes all node results of one image
     * @param growth memory that steps of a number of images add to this process; negative if unknown
     * @param available to this process
     */
    StepMemory(Extent step, long imageBytes, IntToLongFunction growth, Supplier<OptionalLong> available) {
        this.step = step;
        this.imageBytes = imageBytes;
        this.growth = growth;
        this.available = available;
    }

    /**
     * The memory of a loop's steps on this machine.
     *
     * @param network output {@code logits}
     * @param step images of a step
     * @param ofBatch the loop with another number of images a step
     */
    public static StepMemory of(Graph network, Extent step, IntFunction<? extends Loop> ofBatch) {
        Extent one = Extent.of(step.height(), step.width());
        long imageBytes = Cost.resultBytes(network.keep(Set.of(Supernet.LOGITS)), one);
        return new StepMemory(step, imageBytes, count -> growth(ofBatch.apply(count)), AvailableMemory::bytes);
    }

    private static long growth(Loop loop) {
        try (loop) {
            LibTorch.giveBackMemory();
            ResidentMemory.forgetPeak();
            long before = ResidentMemory.peakBytes().orElse(0);
            return Forecast.of("", loop).peakBytes().orElse(-1) - before;
        }
    }

    /**
     * Checks the steps.
     *
     * @param key of the images in the config, such as {@code search.images}
     * @param others settings with which a step needs less memory
     * @throws BadUsage if there is not enough memory; names the largest batch that fits
     */
    public void require(String key, List<String> others) {
        double most = FIRST_STEP_BYTES + MOST * step.batch() * imageBytes;
        if (most <= available.get().orElse(Long.MAX_VALUE)) {
            return;
        }
        LibTorch.giveBackMemory(); // of what this process has done before
        long free = available.get().orElse(Long.MAX_VALUE);
        if (most <= free) {
            return;
        }
        String smaller = Text.format("smaller images, --set %s.augmentation.crop=HEIGHTxWIDTH", key)
                + String.join(
                        "", others.stream().map(set -> ", or --set " + set).toList());
        if (LEAST * FEW * imageBytes > free) {
            throw new BadUsage(Text.format(
                    "%s more than %s of memory, this machine has %s available, too little even for %d images; take %s",
                    steps(), gigabytes(LEAST * step.batch() * imageBytes), gigabytes(free), FEW, smaller));
        }
        if (step.batch() <= MORE) {
            return;
        }
        long unusedFirst = growth.applyAsLong(FEW); // the first steps of a process allocate more
        long few = growth.applyAsLong(FEW);
        long more = growth.applyAsLong(MORE);
        double each = (more - few) / (double) (MORE - FEW);
        double needed = more + each * (step.batch() - MORE);
        if (few > 0 && each > 0 && needed > free) {
            int fitting = Math.max(FEW, (int) (MORE + (free - more) / each));
            throw new BadUsage(Text.format(
                    "%s about %s of memory, this machine has %s available, enough for %d images; take --set"
                            + " %s.batch=%d, or %s",
                    steps(), gigabytes(needed), gigabytes(free), fitting, key, fitting, smaller));
        }
    }

    private String steps() {
        return Text.format(
                "a step of %d images of %dx%d (HEIGHTxWIDTH) needs", step.batch(), step.height(), step.width());
    }

    private static String gigabytes(double bytes) {
        return Text.format("%.1f GB", bytes / GIGABYTE);
    }
}
