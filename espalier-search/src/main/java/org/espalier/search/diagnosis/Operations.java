package org.espalier.search.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.space.Choice;
import org.espalier.space.operation.CandidateSet;
import org.espalier.text.Text;

/**
 * Checks the operations of a decoded architecture. Counts choices between three or more operations other than
 * {@code none}: those of a cell, not whether a connection exists.
 */
final class Operations {

    private static final int LEAST_OPTIONS = 3;
    private static final String SKIP = "skip_connect";
    private static final String POOL = "pool";

    private Operations() {}

    /**
     * The warning, if there is one.
     *
     * @param decisions the weights of every choice's options for an architecture; 1 for the chosen ones
     */
    static Optional<String> mostlySkipsOrPools(List<Choice> choices, Map<String, double[]> decisions) {
        List<String> chosen = choices.stream()
                .filter(choice -> isOperationChoice(choice.options()))
                .flatMap(choice -> chosen(choice, decisions).stream())
                .toList();
        long simple = chosen.stream().filter(Operations::isSkipOrPool).count();
        return 2 * simple > chosen.size()
                ? Optional.of(Text.format(
                                "%d of the %d decoded operations are skips or pools; train the weights longer before",
                                simple, chosen.size())
                        + " architecture steps begin (search.architecture.from), or search longer")
                : Optional.empty();
    }

    private static boolean isOperationChoice(List<String> options) {
        return options.stream()
                        .filter(option -> !option.equals(CandidateSet.NONE))
                        .count()
                >= LEAST_OPTIONS;
    }

    private static List<String> chosen(Choice choice, Map<String, double[]> decisions) {
        double[] weights = decisions.getOrDefault(choice.name(), new double[0]);
        return choice.options().stream()
                .limit(weights.length)
                .filter(option -> weights[choice.options().indexOf(option)] > 0)
                .filter(option -> !option.equals(CandidateSet.NONE))
                .toList();
    }

    private static boolean isSkipOrPool(String operation) {
        return operation.equals(SKIP) || operation.contains(POOL);
    }
}
