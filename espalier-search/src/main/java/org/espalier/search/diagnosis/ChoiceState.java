package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How decided a choice is. Weights that do not sum to 1, such as gates, are first divided by their sum.
 *
 * @param weights of the options, as in the supernet
 * @param decision the option with the largest weight, the first of equals
 * @param entropy of the weights in nats; ln n for equal weights, 0 if one option has all weight
 * @param relativeEntropy entropy divided by ln n: 1 for equal weights
 * @param margin the largest weight minus the second largest, 0 to 1
 */
record ChoiceState(double[] weights, String decision, double entropy, double relativeEntropy, double margin) {

    static final String DECISION = "decision";

    /**
     * The state of a choice between at least two options.
     *
     * @param options their names
     */
    static ChoiceState of(List<String> options, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double[] shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        double entropy = -Arrays.stream(shares)
                .filter(share -> share > 0)
                .map(share -> share * Math.log(share))
                .sum();
        int strongest = 0;
        for (int option = 1; option < weights.length; option++) {
            strongest = weights[option] > weights[strongest] ? option : strongest;
        }
        return new ChoiceState(
                weights,
                options.get(strongest),
                entropy,
                entropy / Math.log(weights.length),
                Margin.TOP_TWO.of(shares));
    }

    ObjectNode json() {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(weights).forEach(values::add);
        return JsonNodeFactory.instance
                .objectNode()
                .put(DECISION, decision)
                .put("entropy", entropy)
                .put("relativeEntropy", relativeEntropy)
                .put("margin", margin)
                .set("weights", values);
    }
}
