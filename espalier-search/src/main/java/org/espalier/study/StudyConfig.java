package org.espalier.study;

import java.util.List;
import java.util.Optional;
import org.espalier.budget.Budget;
import org.espalier.problem.Allowed;
import org.espalier.search.trial.Searcher;
import org.espalier.zoo.Zoo;

/**
 * A study as its file describes it. A block is one seed: for each method one search, its network, its controls, all
 * trained with one seed.
 *
 * @param methods names of the search methods
 * @param data the data set, with the splits {@code train} and, to confirm, {@code val}
 * @param preset of the methods and of all trainings
 * @param budget that every network costs, such as {@code 35M} multiply-adds
 * @param phase which images score, and which seeds the blocks have
 * @param blocks number of blocks, 2 or more
 * @param firstBlock number of the first one, from 1: a study on blocks that no other has looked at begins after theirs
 * @param searchSteps of each supernet search
 * @param trainingSteps of each training, those of halving's candidates included
 * @param randomNetworks in each block
 * @param halving the control that searches without a supernet
 * @param finish number of candidates that each search trains at its end, by guided halving with the rungs of
 *     {@code halving}; 0 for none: its choices are the result
 * @param handDesigned the control that is not searched
 * @param threads of each step
 * @param look how often these methods have been studied on these blocks, this study included: a second look at growing
 *     data needs wider intervals
 * @param weights file of a backbone's trained weights, for methods that have one; it is then frozen, as in a search
 * @param settings {@code METHOD.KEY=VALUE} for one method's search, {@code training.KEY=VALUE} for all trainings
 */
public record StudyConfig(
        List<String> methods,
        String data,
        String preset,
        Budget budget,
        Phase phase,
        int blocks,
        int firstBlock,
        long searchSteps,
        long trainingSteps,
        int randomNetworks,
        Halving halving,
        int finish,
        HandDesigned handDesigned,
        int threads,
        int look,
        Optional<String> weights,
        List<String> settings) {

    /** Settings of all trainings begin with this. */
    static final String TRAINING = "training.";

    /** Halving needs two candidates to choose between. */
    static final int LEAST_CANDIDATES = 2;

    private static final double CONFIDENCE = 0.95;
    private static final double LATER_CONFIDENCE = 0.97;

    /** What a study is unless its file says otherwise. */
    public static final StudyConfig DEFAULT = new StudyConfig(
            List.of("autodeeplab"),
            "scenes",
            "tiny",
            Budget.parse("35M"),
            Phase.DEVELOPMENT,
            3,
            1,
            450,
            300,
            2,
            new Halving(2, Searcher.QUARTERS, false),
            0,
            new HandDesigned(List.of("separable-unet"), List.of(0.5, 1.0, 2.0)),
            1,
            1,
            Optional.empty(),
            List.of());

    /**
     * Successive halving that may cost as much as the search; the number of candidates follows from that.
     *
     * @param eta one in so many candidates survives a rung
     * @param rungs shares of a training, ascending, the last 1
     * @param guided whether a regression of losses proposes its candidates, instead of chance
     */
    public record Halving(double eta, List<Double> rungs, boolean guided) {
        public Halving {
            rungs = List.copyOf(rungs);
            Searcher unused = new Searcher.Halving(LEAST_CANDIDATES, eta, rungs);
        }

        /** The searcher with a number of candidates, 2 or more. */
        Searcher of(int candidates) {
            return guided ? guidedOf(candidates) : new Searcher.Halving(candidates, eta, rungs);
        }

        private Searcher.Guided guidedOf(int candidates) {
            return new Searcher.Guided(candidates, eta, rungs);
        }
    }

    /**
     * Hand-designed networks, with the widths that make them as fast as the network found.
     *
     * @param networks names in the zoo whose widths can be changed; none to leave the control out
     * @param rates factors of the learning rate; the best by the loss on {@code select} counts
     */
    public record HandDesigned(List<String> networks, List<Double> rates) {
        public HandDesigned {
            networks = List.copyOf(networks);
            rates = List.copyOf(rates);
            Allowed.notEmpty("rates", rates);
            rates.forEach(rate -> Allowed.positive("rates", rate));
            for (String network : networks) {
                Allowed.that(
                        !Zoo.of(network).widths().isEmpty(),
                        "networks",
                        network,
                        "networks whose widths can be changed");
            }
        }
    }

    public StudyConfig {
        methods = List.copyOf(methods);
        settings = List.copyOf(settings);
        Allowed.notEmpty("methods", methods);
        Allowed.that(methods.stream().distinct().count() == methods.size(), "methods", methods, "each once");
        Allowed.atLeast("blocks", blocks, 2);
        Allowed.atLeast("firstBlock", firstBlock, 1);
        Allowed.that(searchSteps >= 1, "searchSteps", searchSteps, "1 or more");
        Allowed.that(trainingSteps >= 1, "trainingSteps", trainingSteps, "1 or more");
        Allowed.atLeast("randomNetworks", randomNetworks, 1);
        Allowed.that(
                finish == 0 || finish >= LEAST_CANDIDATES,
                "finish",
                finish,
                "0 for none, or at least " + LEAST_CANDIDATES + " candidates");
        Allowed.atLeast("threads", threads, 1);
        Allowed.atLeast("look", look, 1);
        for (String setting : settings) {
            Allowed.that(
                    isOf(methods, setting),
                    "settings",
                    setting,
                    "METHOD.KEY=VALUE for one of " + methods + ", or training.KEY=VALUE");
        }
    }

    private static boolean isOf(List<String> methods, String setting) {
        return setting.startsWith(TRAINING) || methods.stream().anyMatch(method -> setting.startsWith(method + "."));
    }

    /** The seed of a block, from 0. */
    long seed(int block) {
        return phase.seed(firstBlock - 1 + block);
    }

    /** Settings that begin with a prefix, without it. */
    List<String> settings(String prefix) {
        return settings.stream()
                .filter(setting -> setting.startsWith(prefix))
                .map(setting -> setting.substring(prefix.length()))
                .toList();
    }

    /** How searches train candidates at their end; empty if they do not. */
    Optional<Searcher.Guided> measured() {
        return finish == 0
                ? Optional.empty()
                : Optional.of(halving.guidedOf(finish).keepingFirst());
    }

    /** Confidence of all intervals: 95 %, and 97 % from a second look on. */
    double confidence() {
        return look == 1 ? CONFIDENCE : LATER_CONFIDENCE;
    }
}
