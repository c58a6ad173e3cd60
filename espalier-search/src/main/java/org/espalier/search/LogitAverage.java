package org.espalier.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/** The mean of architecture parameters over steps. */
final class LogitAverage {

    private static final String COUNT = "count";
    private static final String SUM = "sum.";

    private final Map<String, double[]> sums = new TreeMap<>();
    private long count;

    /** Adds the parameters after a step, by name. */
    void add(Map<String, double[]> parameters) {
        count++;
        parameters.forEach((name, values) -> {
            double[] sum = sums.computeIfAbsent(name, first -> new double[values.length]);
            for (int place = 0; place < sum.length; place++) {
                sum[place] += values[place];
            }
        });
    }

    /** The means; other parameters, those of the last step, as long as there is none. */
    Map<String, double[]> orLast(Map<String, double[]> last) {
        if (count == 0) {
            return last;
        }
        Map<String, double[]> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> {
            double[] mean = sum.clone();
            for (int place = 0; place < mean.length; place++) {
                mean[place] /= count;
            }
            means.put(name, mean);
        });
        return means;
    }

    /** Number and sums. */
    Tensors toTensors() {
        Map<String, TensorData> tensors = new TreeMap<>();
        tensors.put(COUNT, TensorData.of(new long[] {count}));
        sums.forEach((name, sum) -> tensors.put(SUM + name, TensorData.of(sum, sum.length)));
        return Tensors.of(tensors);
    }

    /** Goes on with what {@link #toTensors} gave. */
    void restore(Tensors saved) {
        sums.clear();
        count = saved.get(COUNT).longs()[0];
        saved.names().stream()
                .filter(name -> name.startsWith(SUM))
                .forEach(name ->
                        sums.put(name.substring(SUM.length()), saved.get(name).doubles()));
    }
}
