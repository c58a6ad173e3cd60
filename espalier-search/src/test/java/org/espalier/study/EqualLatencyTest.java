package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Graph;
import org.espalier.random.Seed;
import org.espalier.search.SpaceOnData;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.study.EqualLatency.Sized;
import org.espalier.train.TrainConfig;
import org.junit.jupiter.api.Test;

/** Times are a function of the multiply-adds. */
class EqualLatencyTest {

    private static final Dataset DATA = Datasets.open("scenes:train=32,val=2,size=64x96");
    private static final Blueprint FAMILY = new Blueprint.OfZoo("separable-unet");

    private final SpaceOnData space =
            SpaceOnData.of(new AutoDeepLabMethod(), AutoDeepLabConfig.TINY, TrainConfig.TINY, DATA);
    private final Blueprint other = space.networks().random(new Seed(3)).blueprint();
    private final List<String> notes = new ArrayList<>();

    @Test
    void theNetworkIsAsFastAsTheOther() {
        Sized sized = new EqualLatency(space, this::sublinear, notes::add)
                .find(FAMILY, other)
                .orElseThrow();
        assertThat(sized.millis()).isBetween(0.95 * sized.goal(), 1.05 * sized.goal());
        assertThat(sized.goal()).isEqualTo(sublinear(space.network(other).keep(Set.of("logits"))));
        assertThat(notes).isNotEmpty().allSatisfy(note -> assertThat(note).contains("multiply-adds"));
    }

    @Test
    void withoutSuchAWidthThereIsNone() {
        Optional<Sized> none = new EqualLatency(space, graph -> graph.nodes().size(), notes::add).find(FAMILY, other);
        assertThat(none).isEmpty();
        assertThat(notes).hasSize(8);
    }

    /** Small networks are slower than in proportion. */
    private double sublinear(Graph network) {
        return Math.pow(Cost.multiplyAdds(network, space.extent()), 0.7);
    }
}
