package org.espalier.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.budget.Proportions;
import org.espalier.cost.Cost;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.ForImages;
import org.espalier.pass.Passes;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.space.Supernet;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random architectures of every space meet a budget within 2 %, or are refused. */
class BudgetFitTest {

    private static final int CLASSES = 11;
    private static final Extent EXTENT = Extent.of(64, 96);
    private static final int ARCHITECTURES = 12;

    /** Of the random architectures, all but so many have widths that meet a budget. */
    private static final int REFUSED = 2;

    static Stream<Method<?>> methods() {
        return Methods.all().stream();
    }

    @ParameterizedTest
    @MethodSource("methods")
    <C extends Record> void randomArchitecturesOfEverySpaceMeetTheBudget(Method<C> method) {
        C config = method.presets().getFirst().config();
        for (String text : List.of("60M", "130M")) {
            Budget budget = Budget.parse(text);
            BudgetFit fit = fit(budget);
            int met = 0;
            for (int seed = 0; seed < ARCHITECTURES; seed++) {
                Optional<Blueprint> fitted = fit.find(method.random(config, CLASSES, new Seed(seed)));
                fitted.ifPresent(network -> assertThat((double) multiplyAdds(network))
                        .isCloseTo(budget.amount(), within(0.02 * budget.amount())));
                met += fitted.isPresent() ? 1 : 0;
            }
            assertThat(met).as("%s at %s", method.id(), text).isGreaterThanOrEqualTo(ARCHITECTURES - REFUSED);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    <C extends Record> void networksOfOtherProportionsHaveTheSamePrice(Method<C> method) {
        C config = method.presets().getFirst().config();
        Budget budget = Budget.parse("130M");
        Set<Blueprint> different = new HashSet<>();
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            Proportions proportions = new Proportions(List.of(0.5, 1.0, 2.0), new Seed(seed));
            fit(budget)
                    .find(method.random(config, CLASSES, new Seed(1)), proportions)
                    .ifPresent(network -> {
                        assertThat((double) multiplyAdds(network))
                                .isCloseTo(budget.amount(), within(0.02 * budget.amount()));
                        different.add(network);
                    });
        }
        assertThat(different).as(method.id()).hasSizeGreaterThan(ARCHITECTURES / 2);
    }

    /** SED's network goes on from the weights of its supernet, so it has the supernet's widths. */
    @ParameterizedTest
    @MethodSource("methods")
    <C extends Record> void onlyPublishedWidthsAndThoseOfSedAreFixed(Method<C> method) {
        method.presets()
                .forEach(preset -> assertThat(
                                method.searchOf(preset.config()).budget().isPresent())
                        .as("%s, %s", method.id(), preset.name())
                        .isEqualTo(!method.id().equals("sed")
                                && !List.of("paper", "pytorch").contains(preset.name())));
    }

    @ParameterizedTest
    @MethodSource("methods")
    <C extends Record> void theFileOfAFittedNetworkHasWhatWasSolved(Method<C> method) {
        C config = method.presets().getFirst().config();
        BudgetFit fit = fit(Budget.parse("130M"));
        Blueprint fitted = fit.nearest(method.random(config, CLASSES, new Seed(1)));
        Blueprint read = Blueprint.parse(fitted.json(), "test");
        assertThat(read).isEqualTo(fitted);
        assertThat(multiplyAdds(read)).isEqualTo(multiplyAdds(fitted));
    }

    @Test
    void theHandDesignedNetworkIsScaledByTheSameSolver() {
        BudgetFit fit = fit(Budget.parse("35M"));
        Blueprint fitted = fit.require(new Blueprint.OfZoo(Zoo.SEPARABLE_UNET.id()));
        assertThat((double) multiplyAdds(fitted)).isCloseTo(35e6, within(0.02 * 35e6));
        assertThat(Blueprint.parse(fitted.json(), "test")).isEqualTo(fitted);
    }

    @Test
    void aNetworkOfFixedWidthsIsRefused() {
        BudgetFit fit = fit(Budget.parse("35M"));
        assertThatThrownBy(() -> fit.require(new Blueprint.OfZoo(Zoo.ENET.id())))
                .isInstanceOf(BadUsage.class)
                .hasMessage("budget: the widths of enet are fixed; leave the budget out");
    }

    @Test
    void aBudgetBelowTheBackboneNamesWhatCanBeReached() {
        Method<?> sed = Methods.named("sed");
        assertThatThrownBy(() -> fitted(sed, "10M"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("budget: 10M", "the nearest", "the narrowest", "the widest");
    }

    @Test
    void aTimeNeedsATable() {
        assertThatThrownBy(
                        () -> new BudgetFit(Budget.parse("1.5ms"), EXTENT, CLASSES, ForImages.rgb(), Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("1.5ms", "latency table", "espalier profile");
    }

    @ParameterizedTest
    @MethodSource("methods")
    <C extends Record> void aTimeIsMetBetweenTheWidthsOfTheTable(Method<C> method) {
        C config = method.presets().getFirst().config();
        Blueprint drawn = method.random(config, CLASSES, new Seed(2));
        LatencyTable table = table(drawn, List.of(0.25, 0.5, 1.0, 2.0));
        double middle = LatencyCost.of(table, scores(scaled(drawn, 0.7)), EXTENT);
        Blueprint fitted = fit(table, 1.1 * middle).find(drawn).orElseThrow();
        assertThat(LatencyCost.of(table, scores(fitted), EXTENT)).isCloseTo(1.1 * middle, within(0.022 * middle));
    }

    @Test
    void aTimeThatNeedsWidthsBeyondTheTableIsRefused() {
        Method<?> method = Methods.named("autodeeplab");
        Blueprint drawn = drawn(method);
        LatencyTable table = table(drawn, List.of(0.25, 0.5, 1.0));
        double wide = LatencyCost.extrapolated(table, scores(scaled(drawn, 3)), EXTENT);
        assertThat(fit(table, wide).find(drawn)).isEmpty();
        assertThatThrownBy(() -> fit(table, wide).require(drawn))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("the latency table has no entry for", "espalier profile", "--widths");
    }

    private static <C extends Record> Blueprint drawn(Method<C> method) {
        return method.random(method.presets().getFirst().config(), CLASSES, new Seed(1));
    }

    private static Blueprint scaled(Blueprint network, double factor) {
        return network.family().orElseThrow().at(factor);
    }

    private static Graph scores(Blueprint network) {
        return network.network(CLASSES).keep(Set.of(Supernet.LOGITS));
    }

    private static BudgetFit fit(LatencyTable table, double millis) {
        return new BudgetFit(new Budget.Latency(millis), EXTENT, CLASSES, ForImages.rgb(), Optional.of(table));
    }

    /** A made-up table of a network's operations at several widths; each takes as long as its channels say. */
    private static LatencyTable table(Blueprint network, List<Double> widths) {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        for (double width : widths) {
            LatencyKeys.of(Passes.apply(Passes.FOR_EXPORT, scores(scaled(network, width))), EXTENT).stream()
                    .flatMap(Optional::stream)
                    .forEach(key -> millis.put(
                            key,
                            1e-7 * key.height() * key.width() * (100 + key.in() + key.out() + key.in() * key.out())));
        }
        Device device = new Device("made-up", "none", "none", "none", 1);
        return new LatencyTable(device, Instant.EPOCH, "", Optional.empty(), millis);
    }

    private static <C extends Record> Blueprint fitted(Method<C> method, String budget) {
        BudgetFit fit = fit(Budget.parse(budget));
        return fit.require(method.random(method.presets().getFirst().config(), CLASSES, new Seed(1)));
    }

    private static BudgetFit fit(Budget budget) {
        return new BudgetFit(budget, EXTENT, CLASSES, ForImages.rgb(), Optional.empty());
    }

    private static long multiplyAdds(Blueprint blueprint) {
        return Cost.of(ModelConfig.inferenceForm(blueprint.network(CLASSES)), EXTENT)
                .multiplyAdds();
    }
}
