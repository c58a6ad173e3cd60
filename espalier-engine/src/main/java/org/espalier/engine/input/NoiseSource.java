package org.espalier.engine.input;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.graph.Distribution;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;

/**
 * The values of noise inputs, a function of seed, name and step: a resumed run and a recomputed segment draw the same.
 * @param seed of the noise of a run
 */
public record NoiseSource(Seed seed) {

    /** The noise of a run with this root seed. Deriving by 0 keeps the values that earlier versions drew. */
    public static NoiseSource of(Seed root) {
        return new NoiseSource(root.derive("noise").derive(0));
    }

    public float[] values(String name, Distribution distribution, Moment moment, int count) {
        Seed own = seed.derive(name).derive(moment.step());
        return switch (distribution) {
            case Distribution.Dropout dropout -> kept(own, dropout.keep(), count);
            case Distribution.ScheduledDropout dropout -> kept(own, dropout.keepAt(moment.done()), count);
            case Distribution.Gumbel g -> gumbel(own, count);
            case Distribution.Subset subset -> subset(own, subset.kept(), count);
            case Distribution.FairSubset subset -> fairSubset(seed.derive(name), subset.kept(), moment.step(), count);
            case Distribution.InverseTemperature sharpness ->
                same((float) (1 / sharpness.temperature().at(moment)), count);
        };
    }

    private static float[] kept(Seed seed, double keep, int count) {
        float[] values = new float[count];
        float scale = (float) (1 / keep);
        for (int index = 0; index < count; index++) {
            values[index] = seed.uniform(index) < keep ? scale : 0;
        }
        return values;
    }

    private static float[] same(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] gumbel(Seed seed, int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) seed.gumbel(index);
        }
        return values;
    }

    /** 0 at the first places of a random order, minus infinity elsewhere. */
    private static float[] subset(Seed seed, int kept, int count) {
        return only(order(seed, count).limit(kept), count);
    }

    /** A random order is read from where the last step stopped, around its end, until each place was read equally often. */
    private static float[] fairSubset(Seed seed, int kept, long step, int count) {
        int each = Math.min(kept, count);
        int cycle =
                count / BigInteger.valueOf(count).gcd(BigInteger.valueOf(each)).intValue();
        List<Integer> order = order(seed.derive(step / cycle), count).toList();
        long first = step % cycle * each;
        return only(IntStream.range(0, each).mapToObj(next -> order.get((int) ((first + next) % count))), count);
    }

    private static Stream<Integer> order(Seed seed, int count) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> seed.uniform(index)));
    }

    /** 0 at some places, minus infinity elsewhere. */
    private static float[] only(Stream<Integer> places, int count) {
        float[] values = same(Float.NEGATIVE_INFINITY, count);
        places.forEach(place -> values[place] = 0);
        return values;
    }
}
