package org.espalier.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.blueprint.BudgetFit;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random and mutated networks of all spaces. */
class PricedSpaceTest {

    private static final int CLASSES = 9;
    private static final Extent EXTENT = Extent.of(64, 96);
    private static final int CHAINS = 2;
    private static final int CHANGES = 8;

    @ParameterizedTest
    @CsvSource({"autodeeplab, 8M", "gas, 8M", "rspnet, 8M", "sed, 45M"})
    void aMutatedNetworkIsAnotherOneAtTheSamePriceAndConnectedToTheInput(String id, String budget) {
        mutations(Methods.named(id), List.of("search.budget=" + budget, "search.widthFactors=0.5,1,2"), true);
    }

    @ParameterizedTest
    @CsvSource({"autodeeplab", "gas", "rspnet", "sed"})
    void withoutABudgetAMutatedNetworkHasTheConfiguredWidths(String id) {
        mutations(Methods.named(id), List.of("search.budget=null"), false);
    }

    private static <C extends Record> void mutations(Method<C> method, List<String> settings, boolean isPriced) {
        C config = config(method, settings);
        Optional<BudgetFit> fit = method.searchOf(config).fit(EXTENT, CLASSES, ForImages.rgb());
        mutations(PricedSpace.of(method, config, CLASSES, ForImages.rgb(), fit), fit);
        assertThat(fit.isPresent()).isEqualTo(isPriced);
    }

    private static <A> void mutations(PricedSpace<A> space, Optional<BudgetFit> fit) {
        Set<Boolean> sameArchitecture = new HashSet<>();
        for (int chain = 0; chain < CHAINS; chain++) {
            PricedNetwork<A> parent = space.random(new Seed(chain));
            for (int change = 0; change < CHANGES; change++) {
                Seed seed = new Seed(chain).derive(change);
                PricedNetwork<A> child = space.mutated(parent, seed).orElseThrow();
                Graph network = child.blueprint().network(CLASSES);
                assertThat(network.hash())
                        .as("chain %d, change %d", chain, change)
                        .isNotEqualTo(parent.blueprint().network(CLASSES).hash());
                assertThat(network.find(GraphBuilder.IMAGE)).isPresent();
                assertThat(space.mutated(parent, seed)).contains(child);
                fit.ifPresent(price -> assertThat(
                                price.cost(child.blueprint()) / price.budget().amount())
                        .isBetween(0.98, 1.02));
                sameArchitecture.add(child.architecture().equals(parent.architecture()));
                parent = child;
            }
        }
        assertThat(sameArchitecture)
                .as("widths are changed if and only if there is a price to keep")
                .isEqualTo(fit.isPresent() ? Set.of(true, false) : Set.of(false));
    }

    @ParameterizedTest
    @CsvSource({"autodeeplab", "sed"})
    void aPriceThatNoNetworkHasIsRefusedWithWhatTheSpaceCanHave(String id) {
        Method<?> method = Methods.named(id);
        assertThatThrownBy(() -> cheapest(method)).isInstanceOf(BadUsage.class).hasMessageContaining("the narrowest");
    }

    private static <C extends Record> void cheapest(Method<C> method) {
        C config = config(method, List.of("search.budget=1K"));
        Optional<BudgetFit> fit = method.searchOf(config).fit(EXTENT, CLASSES, ForImages.rgb());
        PricedSpace.of(method, config, CLASSES, ForImages.rgb(), fit).random(new Seed(1));
    }

    private static <C extends Record> C config(Method<C> method, List<String> settings) {
        C tiny = Preset.named("tiny", method.presets()).config();
        return Configs.resolve(method.configType(), tiny, Optional.empty(), settings);
    }
}
