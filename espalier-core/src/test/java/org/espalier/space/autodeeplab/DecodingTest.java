package org.espalier.space.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.autodeeplab.SupernetConfig.Decoding;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Transition;
import org.espalier.space.trellis.Viterbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the weights of transitions to a path, by both rules, in the trellis of the preset {@code cpu}. */
class DecodingTest {

    private static final int DRAWS = 2_000;
    private static final double NO_SIGNAL = 0.05;

    /**
     * The share of a path's cells at a level lies between 0 and 1, so its standard deviation is at most 1/2, and the
     * mean over independent paths has a standard error of at most {@code 1 / (2 sqrt(DRAWS))}. The bound is four of
     * them: 0.045.
     */
    private static final double FOUR_STANDARD_ERRORS = 4 / (2 * Math.sqrt(DRAWS));

    private static final Seed SEED = new Seed(17);

    private final AutoDeepLab corrected = space(Decoding.CORRECTED);
    private final AutoDeepLab published = space(Decoding.PUBLISHED);
    private final Trellis trellis = corrected.trellis();
    private final List<Choice> choices = corrected.supernet(2).choices();

    @Test
    void evenWeightsDecodeByTheTieRule() {
        Map<String, double[]> even = weights((choice, option) -> 0.0);
        assertThat(corrected.decode(even).path()).containsOnly(0);
    }

    /**
     * What no signal should decode to: with scores that are independent and alike for all transitions, any path may be
     * the best, and only the geometry counts, that is, how many paths pass through a level.
     */
    @Test
    void weightsWithoutSignalPreferNoLevelByTheCorrectedRule() {
        double[] found = shares(seed -> corrected.decode(withoutSignal(seed)).path());
        double[] independent =
                shares(seed -> Viterbi.bestPath(trellis, step -> Math.exp(NO_SIGNAL * seed.normal(number(step)))));
        assertThat(found).as("against all paths, %s", SEED).containsExactly(ofAllPaths(), within(FOUR_STANDARD_ERRORS));
        assertThat(found)
                .as("against the best paths of independent scores, %s", SEED)
                .containsExactly(independent, within(FOUR_STANDARD_ERRORS * Math.sqrt(2)));
    }

    @Test
    void weightsWithoutSignalPreferStrideFourByThePublishedRule() {
        double[] found = shares(seed -> published.decode(withoutSignal(seed)).path());
        assertThat(found[0]).as("%s", SEED).isGreaterThan(0.85);
        assertThat(ofAllPaths()[0]).isLessThan(0.32);
    }

    /**
     * The weight of the best option is 0.999 or more, and no preference for a border, at most 1.5 a layer, makes up for
     * another.
     */
    @Test
    void sharpChoicesDecodeAlikeByBothRules() {
        for (int draw = 0; draw < 200; draw++) {
            Seed seed = SEED.derive(draw);
            Map<String, double[]> weights = weights((choice, option) -> option
                            == Math.floorMod(
                                    seed.derive(choice.name()).bits(0),
                                    choice.options().size())
                    ? 8.0
                    : 0.0);
            assertThat(corrected.decode(weights)).as("%s", seed).isEqualTo(published.decode(weights));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDecodedPathIsTheBestOfAllPaths(Decoding rule) {
        for (int draw = 0; draw < 50; draw++) {
            Map<String, double[]> weights = normal(SEED.derive(draw), 0.5);
            List<Integer> decoded = space(rule).decode(weights).path();
            for (List<Integer> path : trellis.paths()) {
                assertThat(score(path, weights, rule)).isLessThanOrEqualTo(score(decoded, weights, rule) + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBeliefInAPathIsItsScoreLessThatOfTheDecodedPath(Decoding rule) {
        Map<String, double[]> weights = normal(SEED, 0.5);
        AutoDeepLabArchitecture decoded = space(rule).decode(weights);
        for (List<Integer> path : trellis.paths()) {
            double less = score(path, weights, rule) - score(decoded.path(), weights, rule);
            assertThat(space(rule).belief(new AutoDeepLabArchitecture(path, decoded.cell()), weights))
                    .as("%s", path)
                    .isCloseTo(less, within(1e-9));
        }
    }

    /** Two edges a block: an operation of another weight on one of them, or another edge. */
    @Test
    void aBeliefInACellComparesTheWeightsOfTheEdgesItKeeps() {
        Map<String, double[]> weights = normal(SEED, 0.5);
        AutoDeepLabArchitecture decoded = corrected.decode(weights);
        Block last = decoded.cell().blocks().getLast();
        int edge = CellGenotype.edgeIndex(
                decoded.cell().blocks().size() - 1, last.left().input());
        double[] own = ChoiceWeights.of(weights, "alpha.edge_" + edge);
        List<String> names = choices.stream()
                .filter(choice -> choice.name().startsWith("alpha."))
                .findFirst()
                .orElseThrow()
                .options();
        for (String operation : names.subList(1, names.size())) {
            Block changed = new Block(new Edge(last.left().input(), operation), last.right());
            CellGenotype cell = new CellGenotype(List.of(decoded.cell().blocks().getFirst(), changed));
            double ratio = own[names.indexOf(operation)]
                    / own[names.indexOf(last.left().operation())];
            assertThat(corrected.belief(new AutoDeepLabArchitecture(decoded.path(), cell), weights))
                    .as(operation)
                    .isCloseTo(Math.log(ratio), within(1e-12));
        }
    }

    @Test
    void theScaleOfANodesWeightsDoesNotMatter() {
        Map<String, double[]> weights = normal(SEED, 0.5);
        Map<String, double[]> scaled = new HashMap<>(weights);
        scaled.replaceAll((choice, own) -> Arrays.stream(own)
                .map(weight -> weight * SEED.derive(choice).uniform(0))
                .toArray());
        assertThat(corrected.decode(scaled)).isEqualTo(corrected.decode(weights));
        assertThat(published.decode(scaled)).isEqualTo(published.decode(weights));
    }

    @Test
    void bothRulesHaveANameAndTheConfiguredOneComesFirst() {
        Map<String, double[]> weights = withoutSignal(SEED);
        assertThat(corrected.decodings(weights))
                .containsExactly(
                        Map.entry("corrected", corrected.decode(weights)),
                        Map.entry("published", published.decode(weights)));
        assertThat(published.decodings(weights).keySet()).containsExactly("published", "corrected");
        assertThat(published.decodings(weights)).isEqualTo(corrected.decodings(weights));
    }

    @Test
    void thePaperAndThePytorchCodeDecodeAsTheyDo() {
        assertThat(SupernetConfig.PAPER.decoding()).isEqualTo(Decoding.PUBLISHED);
        assertThat(SupernetConfig.PYTORCH_VARIANT.decoding()).isEqualTo(Decoding.CORRECTED);
    }

    private double score(List<Integer> path, Map<String, double[]> weights, Decoding rule) {
        double score = 0;
        int from = 0;
        for (int layer = 1; layer <= path.size(); layer++) {
            int to = path.get(layer - 1);
            int exits = trellis.successors(layer, from).size();
            double weight = corrected.transitionWeights(weights).applyAsDouble(new Transition(layer, from, to));
            score += Math.log(rule == Decoding.CORRECTED ? weight * exits : weight);
            from = to;
        }
        return score;
    }

    /** Mean share of a path's cells at each level. */
    private double[] shares(Function<Seed, List<Integer>> path) {
        double[] shares = new double[trellis.levels()];
        for (int draw = 0; draw < DRAWS; draw++) {
            path.apply(SEED.derive(draw)).forEach(level -> shares[level] += 1.0 / (DRAWS * trellis.layers()));
        }
        return shares;
    }

    private double[] ofAllPaths() {
        double[] shares = new double[trellis.levels()];
        List<List<Integer>> paths = trellis.paths();
        paths.forEach(path -> path.forEach(level -> shares[level] += 1.0 / (paths.size() * trellis.layers())));
        return shares;
    }

    private Map<String, double[]> withoutSignal(Seed seed) {
        return normal(seed, NO_SIGNAL);
    }

    private Map<String, double[]> normal(Seed seed, double deviation) {
        return weights(
                (choice, option) -> deviation * seed.derive(choice.name()).normal(option));
    }

    /** The softmax of every choice's logits. */
    private Map<String, double[]> weights(BiFunction<Choice, Integer, Double> logit) {
        Map<String, double[]> weights = new HashMap<>();
        for (Choice choice : choices) {
            double[] powers = IntStream.range(0, choice.options().size())
                    .mapToDouble(option -> Math.exp(Objects.requireNonNull(logit.apply(choice, option))))
                    .toArray();
            double sum = Arrays.stream(powers).sum();
            weights.put(
                    choice.name(),
                    Arrays.stream(powers).map(power -> power / sum).toArray());
        }
        return weights;
    }

    private static long number(Transition step) {
        return 100L * step.layer() + 10L * step.from() + step.to();
    }

    private static AutoDeepLab space(Decoding rule) {
        SupernetConfig paper = SupernetConfig.PAPER;
        return AutoDeepLab.of(
                new SupernetConfig(
                        SupernetConfig.Form.PUBLISHED,
                        6,
                        6,
                        3,
                        2,
                        paper.filters(),
                        paper.operations(),
                        paper.partialChannels(),
                        paper.atrous(),
                        paper.stem(),
                        paper.stemChannels(),
                        paper.stemBias(),
                        paper.borderInputs(),
                        paper.downsampling(),
                        paper.heads(),
                        paper.headRate(),
                        paper.storedTransitions(),
                        SupernetConfig.PathWeights.PATHS,
                        rule,
                        paper.epsilon(),
                        paper.momentum()),
                NetworkConfig.paper(4));
    }
}
