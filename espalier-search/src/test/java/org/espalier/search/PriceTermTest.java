package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.loss.Objective;
import org.espalier.pass.ForInference;
import org.espalier.pass.Passes;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths of 2 to 4 layers. */
class PriceTermTest {

    private static final int CLASSES = 4;
    private static final Extent EXTENT = Extent.of(32, 48);

    @TempDir
    private Path folder;

    @Test
    void whereChoicesAreMadeItIsTheLogarithmOfWhatTheSupernetThenCosts() {
        AutoDeepLab space = SmallSearch.autoDeepLab().space();
        Supernet supernet = space.supernet(CLASSES);
        Objective.OfFunction term = PriceTerm.of(supernet, EXTENT, 0.5);
        Graph graph =
                Passes.apply(List.of(new ForInference(), new ShareCommonSubexpressions()), supernet.graph());
        Supernet shared = new Supernet(graph, supernet.choices());
        assertThat(term.factor()).isEqualTo(0.5);
        for (int draw = 0; draw < 5; draw++) {
            AutoDeepLabArchitecture some = space.random(new Seed(draw));
            double cost = Cost.multiplyAdds(shared.restricted(space.decisions(some)), EXTENT);
            assertThat(term.function().at(space.decisions(some)).value())
                    .as(some.toString())
                    .isCloseTo(Math.log(cost), within(1e-9));
        }
    }

    /** It outweighs the labels: what is left to find is what is cheap. */
    @Test
    @Tag("slow")
    void aHighWidthValueFindsFewLayersAndNoConvolutions() {
        AutoDeepLabArchitecture found = found("a", "search.budget=3M", "search.architecture.widthValue=1000");
        assertThat(found.path()).hasSize(2);
        assertThat(found.cell().blocks()).allSatisfy(block -> assertThat(
                        List.of(block.left().operation(), block.right().operation()))
                .noneMatch(operation -> operation.contains("conv")));
    }

    /** Without a budget a cheaper network is no wider. */
    @Test
    @Tag("slow")
    void withoutABudgetThereIsNoPrice() {
        assertThat(found("a", "search.budget=null", "search.architecture.widthValue=1000"))
                .isEqualTo(found("b", "search.budget=null"));
    }

    private AutoDeepLabArchitecture found(String name, String... settings) {
        AutoDeepLabConfig config = SmallSearch.autoDeepLab(settings);
        return AutoDeepLabSearch.of(config)
                .run(SmallSearch.DATA, folder.resolve(name), RunOptions.NEW)
                .architecture();
    }
}
