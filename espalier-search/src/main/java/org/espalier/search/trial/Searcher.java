package org.espalier.search.trial;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;

/** A searcher that trains candidates, with its numbers. See {@code docs/searchers.md}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
public sealed interface Searcher {

    /** Rungs at each quarter of a full training. */
    List<Double> QUARTERS = List.of(0.25, 0.5, 0.75, 1.0);

    /**
     * Random search: all candidates are trained to the end.
     *
     * @param trials number of candidates
     */
    @JsonTypeName("random")
    record Random(int trials) implements Searcher {
        public Random {
            Allowed.atLeast("trials", trials, 1);
        }
    }

    /**
     * Successive halving.
     *
     * @param candidates at the first rung, 2 or more
     * @param eta one in so many candidates survives a rung, rounded down, but at least one; more than 1
     * @param rungs shares of a full training, ascending, the last 1
     */
    @JsonTypeName("halving")
    record Halving(int candidates, double eta, List<Double> rungs) implements Searcher {

        /**
         * Rungs at each quarter of the steps, which for four and eight trainings gain most in all spaces that have a
         * table ({@code docs/scoreboard.md}). So many candidates cost as much as eleven full trainings.
         */
        public static final Halving DEFAULT = new Halving(24, 2, QUARTERS);

        public Halving {
            rungs = List.copyOf(rungs);
            Allowed.atLeast("candidates", candidates, 2);
            Allowed.that(
                    eta > 1 && Double.isFinite(eta),
                    "eta",
                    eta,
                    "more than 1, as more candidates than there are cannot survive a rung");
            boolean ascending = rungs.equals(rungs.stream().distinct().sorted().toList());
            Allowed.that(
                    !rungs.isEmpty() && rungs.getFirst() > 0 && ascending && rungs.getLast() == 1,
                    "rungs",
                    rungs,
                    "shares of the steps in ascending order, more than 0, the last 1, such as 0.25,0.5,1");
        }

        /**
         * How many candidates reach each rung.
         *
         * @param least that survive a rung
         */
        private List<Integer> reaching(int least) {
            return Stream.iterate(candidates, alive -> Math.max(least, survivors(alive)))
                    .limit(rungs.size())
                    .toList();
        }

        /** In full trainings: a survivor of a rung costs the steps from there to the next. */
        private double cost(int least) {
            List<Integer> reaching = reaching(least);
            double cost = 0;
            double before = 0;
            for (int rung = 0; rung < rungs.size(); rung++) {
                cost += reaching.get(rung) * (rungs.get(rung) - before);
                before = rungs.get(rung);
            }
            return cost;
        }

        private int judgements(int least) {
            return reaching(least).stream().mapToInt(Integer::intValue).sum();
        }

        /** How many of some candidates survive a rung. */
        int survivors(int of) {
            return Math.max(1, (int) (of / eta));
        }
    }

    /**
     * Successive halving whose later candidates are those that a regression of the losses so far predicts to be best
     * ({@link GuidedProposals}).
     *
     * @param candidates at the first rung, 2 or more
     * @param eta as of {@link Halving}
     * @param rungs as of {@link Halving}
     * @param keepsFirst whether the first candidate survives every rung, in the place of the last survivor if there are
     *     two or more
     */
    @JsonTypeName("guided")
    record Guided(int candidates, double eta, List<Double> rungs, boolean keepsFirst) implements Searcher {

        /** As {@link Halving#DEFAULT}. */
        public static final Guided DEFAULT =
                new Guided(Halving.DEFAULT.candidates(), Halving.DEFAULT.eta(), Halving.DEFAULT.rungs());

        /**
         * How a search of supernets ends: eight candidates, for as much as four full trainings. The first, which its
         * choices decode to, is trained to the end, so that one knows what the others add.
         */
        public static final Guided FINISH = new Guided(8, 2, QUARTERS).keepingFirst();

        public Guided {
            rungs = new Halving(candidates, eta, rungs).rungs();
        }

        /** All candidates are judged by their losses. */
        public Guided(int candidates, double eta, List<Double> rungs) {
            this(candidates, eta, rungs, false);
        }

        /** A copy whose first candidate is trained to the end. */
        public Guided keepingFirst() {
            return new Guided(candidates, eta, rungs, true);
        }

        /** How many candidates survive a rung at least. */
        private int least() {
            return keepsFirst ? 2 : 1;
        }

        /** The same with random candidates. */
        public Halving halving() {
            return new Halving(candidates, eta, rungs);
        }

        /** The strategy on architectures of any source. */
        <A> Strategy<A> strategy(DistinctDraws<A> draws, Function<A, Map<String, Double>> features, long steps) {
            GuidedProposals<A> proposals = new GuidedProposals<>(draws, features, candidates);
            return new HalvingStrategy<>(proposals, halving(), steps, keepsFirst);
        }
    }

    /**
     * Regularised evolution; all candidates are trained to the end.
     *
     * @param trials number of candidates, those of the first population included
     * @param population number of candidates alive; the oldest dies
     * @param sample number of candidates whose best is changed
     */
    @JsonTypeName("evolution")
    record Evolution(int trials, int population, int sample) implements Searcher {

        /** As far as two cores go; the paper has 20,000 trials, a population of 100 and samples of 25. */
        public static final Evolution DEFAULT = new Evolution(32, 8, 3);

        public Evolution {
            Allowed.atLeast("trials", trials, 1);
            Allowed.between("population", population, 1, trials);
            Allowed.between("sample", sample, 1, population);
        }
    }

    /** Shares of the steps after which candidates are compared; none if all are trained to the end. */
    default List<Double> rungs() {
        return List.of();
    }

    /** What a search costs at most, in full trainings. */
    default double trainings() {
        return switch (this) {
            case Random random -> random.trials();
            case Halving halving -> halving.cost(1);
            case Guided guided -> guided.halving().cost(guided.least());
            case Evolution evolution -> evolution.trials();
        };
    }

    /** How often candidates are judged at most: once at each rung that they reach. */
    default int judgements() {
        return switch (this) {
            case Random random -> random.trials();
            case Halving halving -> halving.judgements(1);
            case Guided guided -> guided.halving().judgements(guided.least());
            case Evolution evolution -> evolution.trials();
        };
    }

    /** Number of networks that are trained, if only for some of the steps. */
    default int networks() {
        return switch (this) {
            case Random random -> random.trials();
            case Halving halving -> halving.candidates();
            case Guided guided -> guided.candidates();
            case Evolution evolution -> evolution.trials();
        };
    }

    /**
     * The strategy, without trials.
     *
     * @param steps of a full training
     */
    default <A> Strategy<PricedNetwork<A>> strategy(PricedSpace<A> space, Seed seed, long steps) {
        return strategy(space::random, space::mutated, space::features, seed, steps);
    }

    /**
     * The strategy, without trials, on networks of any source.
     *
     * @param draw a random network
     * @param mutation changes one
     * @param features numbers that describe one, by name
     * @param steps of a full training
     */
    default <A> Strategy<A> strategy(
            Function<Seed, A> draw,
            EvolutionStrategy.Mutation<A> mutation,
            Function<A, Map<String, Double>> features,
            Seed seed,
            long steps) {
        return switch (this) {
            case Random random -> new RandomStrategy<>(draw, seed, random.trials(), steps);
            case Halving halving -> new HalvingStrategy<>(draw, seed, halving, steps);
            case Guided guided -> guided.strategy(new DistinctDraws<>(draw, seed), features, steps);
            case Evolution evolution -> new EvolutionStrategy<>(draw, mutation, seed, evolution, steps);
        };
    }
}
