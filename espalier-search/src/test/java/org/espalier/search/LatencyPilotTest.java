package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.espalier.config.Configs;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyTable;
import org.espalier.loss.Objective;
import org.espalier.loss.OutputFunction;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasCell;
import org.junit.jupiter.api.Test;

/** On a synthetic table. */
class LatencyPilotTest {

    private static final int CLASSES = 3;
    private static final Extent EXTENT = Extent.of(64, 96);
    private static final Gas SPACE = Configs.resolve(
                    GasSearchConfig.class,
                    GasSearchConfig.TINY,
                    Optional.empty(),
                    List.of("space.cells=3", "space.reductions=[1]", "space.channels=[4,8]"))
            .searched();

    private final Supernet supernet = SPACE.supernet(CLASSES);
    private final LatencyTable table = madeUp();

    @Test
    void aBudgetIsMetForAnyWeights() {
        LatencyPilot<GasArchitecture> free = pilot(Optional.empty());
        double fastest = free.predictedMillis(free.decoding().fastest());
        for (int seed = 0; seed < 20; seed++) {
            Map<String, double[]> weights = weights(new Seed(seed));
            double unbound = free.predictedMillis(free.decoded(weights));
            double budget = fastest + 0.6 * (unbound - fastest);
            LatencyPilot<GasArchitecture> pilot = pilot(Optional.of(budget));
            pilot.requirePossible();
            GasArchitecture found = pilot.decoded(weights);
            assertThat(pilot.predictedMillis(found))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(budget)
                    .isGreaterThanOrEqualTo(0.85 * budget);
            assertThat(isConnected(found)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void weightsThatMeetTheBudgetAreDecodedUnchanged() {
        Map<String, double[]> weights = weights(new Seed(1));
        assertThat(pilot(Optional.of(1e6)).decoded(weights)).isEqualTo(SPACE.decode(weights));
    }

    @Test
    void noConnectedRandomNetworkIsFasterThanTheFastest() {
        LatencyPilot<GasArchitecture> pilot = pilot(Optional.empty());
        double fastest = pilot.predictedMillis(pilot.decoding().fastest());
        for (int seed = 0; seed < 200; seed++) {
            GasArchitecture random = SPACE.random(new Seed(seed));
            if (isConnected(random)) {
                assertThat(pilot.predictedMillis(random)).as("seed %d", seed).isGreaterThanOrEqualTo(fastest);
            }
        }
    }

    @Test
    void aBudgetBelowTheFastestIsRefusedAndTheFastestNamed() {
        LatencyPilot<GasArchitecture> pilot = pilot(Optional.of(1e-9));
        assertThatThrownBy(pilot::requirePossible)
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("budgetMillis: 1.0E-9", "fastest network", "64x96", "GasArchitecture");
    }

    @Test
    void betaRisesByTheSteeringWhileTheSupernetIsTooSlowAndFallsOtherwise() {
        Map<String, double[]> weights = weights(new Seed(2));
        double expected = pilot(Optional.empty()).expectedMillis(weights);
        LatencyPilot<GasArchitecture> tight = pilot(Optional.of(0.99 * expected));
        tight.adjust(weights, 0.5);
        tight.adjust(weights, 0.25);
        assertThat(tight.beta()).isCloseTo(0.005 * Math.pow(1000, 0.75), within(1e-12));
        LatencyPilot<GasArchitecture> loose = pilot(Optional.of(1.01 * expected));
        loose.adjust(weights, 0.5);
        assertThat(loose.beta()).isCloseTo(0.005 / Math.sqrt(1000), within(1e-12));
    }

    /** One quantity: beta does not fall while the term has a gradient, nor rise while it has none. */
    @Test
    void whatSteersIsWhatTheLossPenalises() {
        for (int seed = 0; seed < 20; seed++) {
            Map<String, double[]> weights = weights(new Seed(seed));
            double expected = pilot(Optional.empty()).expectedMillis(weights);
            for (double factor : new double[] {0.9, 1.1}) {
                LatencyPilot<GasArchitecture> pilot = pilot(Optional.of(factor * expected));
                double excess = term(pilot, weights) - term(pilot(Optional.of(1e9)), weights);
                pilot.adjust(weights, 0.1);
                assertThat(excess > 0).as("seed %d, %s", seed, factor).isEqualTo(pilot.beta() > 0.005);
            }
        }
    }

    @Test
    void betaDoesNotFallWhileTheNetworkIsNotConnected() {
        Map<String, double[]> disconnected = disconnected();
        assertThat(isConnected(SPACE.decode(disconnected))).isFalse();
        LatencyPilot<GasArchitecture> loose = pilot(Optional.of(1e6));
        loose.adjust(disconnected, 0.1);
        assertThat(loose.beta()).isGreaterThan(0.005);
    }

    /** A low temperature makes weights almost one-hot; they must still order the changes by their loss. */
    @Test
    void sharpWeightsAreDecodedAsSoftOnes() {
        for (int seed = 0; seed < 10; seed++) {
            Map<String, double[]> soft = weights(new Seed(seed));
            Map<String, double[]> sharp = new HashMap<>();
            soft.forEach((choice, own) -> {
                double most = Arrays.stream(own).max().orElseThrow();
                sharp.put(
                        choice,
                        Arrays.stream(own)
                                .map(weight -> Math.pow(weight / most, 60))
                                .toArray());
            });
            double unbound = pilot(Optional.empty()).predictedMillis(SPACE.decode(soft));
            LatencyPilot<GasArchitecture> pilot = pilot(Optional.of(0.8 * unbound));
            assertThat(pilot.decoded(sharp)).as("seed %d", seed).isEqualTo(pilot.decoded(soft));
        }
    }

    /** A budget that is missed for a long time must not outweigh the task loss. */
    @Test
    void betaStaysWithinBounds() {
        Map<String, double[]> weights = weights(new Seed(2));
        double slow = pilot(Optional.empty()).predictedMillis(SPACE.decode(weights));
        LatencyPilot<GasArchitecture> tight = pilot(Optional.of(0.9 * slow));
        LatencyPilot<GasArchitecture> loose = pilot(Optional.of(1.1 * slow));
        for (int step = 0; step < 1000; step++) {
            tight.adjust(weights, 0.1);
            loose.adjust(weights, 0.1);
        }
        assertThat(tight.beta()).isEqualTo(1);
        assertThat(loose.beta()).isBetween(1e-7, 1e-5);
    }

    /** The task loss is linear in the weights; logits descend from the same start and are then decoded. */
    @Test
    void aLargerBetaNeverGivesASlowerNetwork() {
        for (int seed = 0; seed < 3; seed++) {
            double before = Double.POSITIVE_INFINITY;
            Set<Double> distinct = new HashSet<>();
            for (double beta : List.of(0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)) {
                double millis = pilot(Optional.empty()).predictedMillis(descended(new Seed(seed), beta));
                assertThat(millis).as("seed %d, beta %s", seed, beta).isLessThanOrEqualTo(before);
                before = millis;
                distinct.add(millis);
            }
            assertThat(distinct).as("the choice of beta matters").hasSizeGreaterThan(2);
        }
    }

    @Test
    void cuttingOffTheInputDoesNotMeetABudget() {
        GasCell cut = new GasCell(List.of(List.of("none", "none"), List.of("none", "none", "none")));
        GasArchitecture disconnected = new GasArchitecture(List.of(cut, cut, cut));
        LatencyPilot<GasArchitecture> free = pilot(Optional.empty());
        double fastest = free.predictedMillis(free.decoding().fastest());
        assertThat(free.predictedMillis(disconnected)).isLessThan(fastest);
        GasArchitecture found = pilot(Optional.of(1.0001 * fastest)).decoded(weights(new Seed(4)));
        assertThat(isConnected(found)).isTrue();
        assertThat(free.predictedMillis(found)).isLessThanOrEqualTo(1.0001 * fastest);
    }

    @Test
    void aDisconnectedNetworkIsNeverFound() {
        Map<String, double[]> weights = disconnected();
        assertThat(isConnected(SPACE.decode(weights))).isFalse();
        LatencyPilot<GasArchitecture> free = pilot(Optional.empty());
        double budget = 1.2 * free.predictedMillis(free.decoding().fastest());
        GasArchitecture found = pilot(Optional.of(budget)).decoded(weights);
        assertThat(isConnected(found)).isTrue();
        assertThat(free.predictedMillis(found)).isLessThanOrEqualTo(budget);
    }

    @Test
    void latencyAloneKeepsTheInputConnected() {
        for (int seed = 0; seed < 3; seed++) {
            assertThat(isConnected(descended(new Seed(seed), 100))).isTrue();
        }
    }

    @Test
    void withABudgetOnlyLatencyAboveItIsPenalised() {
        Map<String, double[]> weights = weights(new Seed(6));
        LatencyPilot<GasArchitecture> free = pilot(Optional.empty());
        double loose = 1e3 * free.predictedMillis(SPACE.decode(weights));
        Objective.OfFunction term =
                (Objective.OfFunction) pilot(Optional.of(loose)).term();
        Objective.OfFunction unbound = (Objective.OfFunction) free.term();
        double disconnection = term.function().at(weights).value();
        assertThat(disconnection).isBetween(-1e-2, 1.0);
        double tight = 0.9 * free.predictedMillis(free.decoding().fastest());
        Objective.OfFunction beyond =
                (Objective.OfFunction) pilot(Optional.of(tight)).term();
        assertThat(beyond.function().at(weights).value())
                .isCloseTo(unbound.function().at(weights).value() - Math.log(1000 * tight), within(1e-9));
    }

    private static double term(LatencyPilot<GasArchitecture> pilot, Map<String, double[]> weights) {
        return ((Objective.OfFunction) pilot.term()).function().at(weights).value();
    }

    private static boolean isConnected(GasArchitecture architecture) {
        return SPACE.network(architecture, CLASSES).find("image").isPresent();
    }

    private GasArchitecture descended(Seed seed, double beta) {
        LatencyPilot<GasArchitecture> pilot = pilot(Optional.empty());
        OutputFunction latency = ((Objective.OfFunction) pilot.term()).function();
        Map<String, double[]> logits = new HashMap<>();
        supernet.choices()
                .forEach(choice ->
                        logits.put(choice.name(), new double[choice.options().size()]));
        for (int step = 0; step < 150; step++) {
            Map<String, double[]> weights = softmax(logits);
            Map<String, double[]> priced = latency.at(weights).gradient();
            for (Choice choice : supernet.choices()) {
                double[] own = Objects.requireNonNull(weights.get(choice.name()));
                double[] time = Objects.requireNonNull(priced.get(choice.name()));
                double[] gradient = new double[own.length];
                double mean = 0;
                for (int option = 0; option < own.length; option++) {
                    double task = -seed.derive(choice.name()).uniform(option);
                    gradient[option] = task + beta * time[option];
                    mean += own[option] * gradient[option];
                }
                double[] logit = Objects.requireNonNull(logits.get(choice.name()));
                for (int option = 0; option < own.length; option++) {
                    logit[option] -= own[option] * (gradient[option] - mean);
                }
            }
        }
        return SPACE.decode(softmax(logits));
    }

    private static Map<String, double[]> softmax(Map<String, double[]> logits) {
        Map<String, double[]> weights = new HashMap<>();
        logits.forEach((choice, own) -> {
            double[] shares = new double[own.length];
            double sum = 0;
            for (int option = 0; option < own.length; option++) {
                shares[option] = Math.exp(own[option]);
                sum += shares[option];
            }
            for (int option = 0; option < own.length; option++) {
                shares[option] /= sum;
            }
            weights.put(choice, shares);
        });
        return weights;
    }

    private Map<String, double[]> weights(Seed seed) {
        Map<String, double[]> logits = new HashMap<>();
        supernet.choices().forEach(choice -> {
            double[] own = new double[choice.options().size()];
            for (int option = 0; option < own.length; option++) {
                own[option] = seed.derive(choice.name()).normal(option) - (option == 0 ? 2 : 0);
            }
            logits.put(choice.name(), own);
        });
        return softmax(logits);
    }

    /** Weights that stand for a network that is cut off from the image. */
    private Map<String, double[]> disconnected() {
        Map<String, double[]> weights = new HashMap<>();
        supernet.choices().forEach(choice -> {
            double[] own = Arrays.stream(
                            Objects.requireNonNull(weights(new Seed(5)).get(choice.name())))
                    .map(weight -> 0.1 * weight)
                    .toArray();
            own[choice.options().indexOf("none")] += 0.9;
            weights.put(choice.name(), own);
        });
        return weights;
    }

    private LatencyPilot<GasArchitecture> pilot(Optional<Double> budget) {
        LatencyGoal goal =
                new LatencyGoal(Optional.of("made-up"), Optional.empty(), Optional.of(0.005), budget, 10, 1000);
        return new LatencyPilot<>(SPACE, supernet, CLASSES, table, EXTENT, goal);
    }

    /** A time for every operation of the space, in proportion to the values that it writes. */
    private LatencyTable madeUp() {
        Set<LatencyKey> keys = new HashSet<>();
        collect(Passes.apply(Passes.FOR_EXPORT, supernet.graph()), keys);
        for (int seed = 0; seed < 300; seed++) {
            collect(Passes.apply(Passes.FOR_EXPORT, SPACE.network(SPACE.random(new Seed(seed)), CLASSES)), keys);
        }
        LatencyTable times = LatencyTable.empty(new Device("made-up", "none", "none", "none", 1), Instant.EPOCH, keys);
        for (LatencyKey key : keys) {
            double values = (double) key.out() * key.height() * key.width() / (key.stride() * key.stride());
            double each = key.operation().startsWith("conv")
                    ? key.in()
                    : key.operation().startsWith("depth") ? 9 : 2;
            times = times.with(key, 1e-2 + 1e-6 * values * each);
        }
        return times;
    }

    private static void collect(Graph graph, Set<LatencyKey> keys) {
        LatencyKeys.of(graph, EXTENT).forEach(key -> key.ifPresent(keys::add));
    }
}
