package org.espalier.space;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.espalier.random.Seed;

/** The change of one choice of an architecture, for spaces whose choices do not depend on each other. */
final class Mutation {

    private static final int TRIES = 1000;

    private Mutation() {}

    /**
     * Decodes an architecture's decisions with another option of one choice.
     *
     * @return the architecture itself if a thousand draws give no other
     */
    static <A> A of(SearchSpace<A> space, A architecture, Seed seed) {
        RandomGenerator random = seed.generator();
        Map<String, double[]> decisions = new TreeMap<>(space.decisions(architecture));
        List<String> choices = List.copyOf(decisions.keySet());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String choice = choices.get(random.nextInt(choices.size()));
            double[] only = new double[ChoiceWeights.of(decisions, choice).length];
            only[random.nextInt(only.length)] = 1;
            Map<String, double[]> changed = new TreeMap<>(decisions);
            changed.put(choice, only);
            A mutated = space.decode(changed);
            if (!mutated.equals(architecture)) {
                return mutated;
            }
        }
        return architecture;
    }
}
