package org.espalier.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.budget.Proportions;
import org.espalier.cost.Cost;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;
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
