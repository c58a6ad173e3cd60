package org.espalier.space.rspnet;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.problem.Allowed;

/**
 * Which inputs a node keeps when its gates are decoded. The paper says both that path attention chooses "the best one"
 * and that it "fuses more inputs": {@link Top1} and {@link Threshold} implement these two readings. {@link Mean} is
 * ours.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "select")
public sealed interface PathSelection {

    /** The default: all inputs whose gates are at least half the largest. */
    PathSelection DEFAULT = new Threshold(0.5);

    /**
     * The indexes of the kept inputs, ascending; at least one. Ties go to the earlier input; a gate of 0 is never kept.
     *
     * @param gates at least one of them more than 0
     */
    default List<Integer> kept(double[] gates) {
        return switch (this) {
            case Threshold threshold -> {
                double least = threshold.share() * Arrays.stream(gates).max().orElseThrow();
                yield open(gates).filter(place -> gates[place] >= least).boxed().toList();
            }
            case Mean m -> {
                List<Integer> kept = open(gates)
                        .filter(place -> gates[place] > mean(gates))
                        .boxed()
                        .toList();
                yield kept.isEmpty() ? strongest(gates, 1) : kept;
            }
            case Top1 t -> strongest(gates, 1);
            case TopK top -> strongest(gates, top.count());
        };
    }

    /**
     * The gate that separates the kept inputs from the others: a larger one is kept. 0 if all are.
     *
     * @param gates at least one of them more than 0
     */
    default double boundary(double[] gates) {
        return switch (this) {
            case Threshold threshold ->
                threshold.share() * Arrays.stream(gates).max().orElseThrow();
            case Mean m -> mean(gates);
            case Top1 t -> between(gates, 1);
            case TopK top -> between(gates, top.count());
        };
    }

    private static double mean(double[] gates) {
        return Arrays.stream(gates).average().orElseThrow();
    }

    /** The geometric mean of the smallest kept gate and the largest of the others. */
    private static double between(double[] gates, int count) {
        double[] ascending = Arrays.stream(gates).sorted().toArray();
        int smallest = gates.length - count;
        return smallest <= 0 ? 0 : Math.sqrt(ascending[smallest] * ascending[smallest - 1]);
    }

    private static List<Integer> strongest(double[] gates, int count) {
        return open(gates)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -gates[place]))
                .limit(count)
                .sorted()
                .toList();
    }

    private static IntStream open(double[] gates) {
        return IntStream.range(0, gates.length).filter(place -> gates[place] > 0);
    }

    /**
     * All inputs whose gates reach a share of the largest.
     *
     * @param share of the largest gate that is required; only ratios of gates matter, because weights are gates divided
     *     by their sum
     */
    @JsonTypeName("threshold")
    record Threshold(double share) implements PathSelection {
        public Threshold {
            Allowed.between("share", share, 0, 1);
        }
    }

    /**
     * The inputs whose gates are above the mean of all, the first if all are equal. How many are kept does not depend
     * on how far apart the gates are, so gates of a short search, which are all near a half, keep as many inputs as
     * random ones; {@link Threshold} keeps nearly all of the former.
     */
    @JsonTypeName("mean")
    record Mean() implements PathSelection {}

    /** The input with the largest gate. */
    @JsonTypeName("top1")
    record Top1() implements PathSelection {}

    /** The inputs with the largest gates. */
    @JsonTypeName("topk")
    record TopK(int count) implements PathSelection {
        public TopK {
            Allowed.atLeast("count", count, 1);
        }
    }
}
