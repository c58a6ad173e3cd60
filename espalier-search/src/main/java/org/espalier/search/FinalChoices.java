package org.espalier.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.run.Json;
import org.espalier.run.RunLayout;

/**
 * What a search of supernets ends with, before it is decoded: {@code choices.json}.
 *
 * @param weights of every choice's options, by the choice's name, in the order of the space; where weights are sampled,
 *     their probabilities
 */
public record FinalChoices(Map<String, List<Double>> weights) {

    public FinalChoices {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** The choices with these weights. */
    public static FinalChoices of(Map<String, double[]> weights) {
        Map<String, List<Double>> lists = new LinkedHashMap<>();
        weights.forEach(
                (choice, own) -> lists.put(choice, DoubleStream.of(own).boxed().toList()));
        return new FinalChoices(lists);
    }

    /** Those of all stages of a search; names of choices differ between stages. */
    public static FinalChoices ofStages(List<FinalChoices> stages) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        stages.forEach(stage -> all.putAll(stage.weights));
        return new FinalChoices(all);
    }

    /** The weights, for {@link org.espalier.space.SearchSpace#belief} and decoding. */
    public Map<String, double[]> arrays() {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        weights.forEach((choice, own) ->
                arrays.put(choice, own.stream().mapToDouble(Double::doubleValue).toArray()));
        return arrays;
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws BadData if the file cannot be read or holds no choices
     */
    public static FinalChoices read(RunLayout run) {
        return Json.read(run.choices(), FinalChoices.class);
    }

    /** @throws Failure if the file cannot be written */
    public void writeTo(RunLayout run) {
        Json.write(run.choices(), this);
    }
}
