package org.espalier.search.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.Blueprint.OfRspNet;
import org.espalier.random.Seed;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.trellis.Trellis.Node;
import org.junit.jupiter.api.Test;

class RspNetControlsTest {

    private static final RspNetConfig CONFIG = RspNetConfig.TINY;

    private final RspNetMethod method = new RspNetMethod();
    private final List<Blueprint> some = IntStream.range(0, 20)
            .mapToObj(index -> method.random(CONFIG, 5, new Seed(index)))
            .toList();

    @Test
    void keepAllHasAllInputsAndTheCellFound() {
        for (Blueprint found : some) {
            RspNetArchitecture all = architecture(method.control("keep-all", CONFIG, found, new Seed(1)));
            assertThat(all.cell()).isEqualTo(architecture(found).cell());
            assertThat(all.nodes())
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.inputs())
                            .hasSameSizeAs(CONFIG.trellis().inputs(node.node())));
        }
    }

    @Test
    void countMatchedKeepsAsManyInputsAtEachNode() {
        int others = 0;
        for (Blueprint found : some) {
            RspNetArchitecture own = architecture(found);
            RspNetArchitecture drawn = architecture(method.control("count-matched", CONFIG, found, new Seed(1)));
            Map<Node, Integer> counts = own.nodes().stream()
                    .collect(Collectors.toMap(
                            PathNode::node, node -> node.inputs().size()));
            assertThat(drawn.cell()).isEqualTo(own.cell());
            assertThat(drawn.nodes())
                    .allSatisfy(node -> assertThat(node.inputs())
                            .hasSize(counts.getOrDefault(
                                    node.node(), node.inputs().size())));
            others += inputs(drawn).equals(inputs(own)) ? 0 : 1;
        }
        assertThat(others).isGreaterThan(10);
    }

    @Test
    void otherNamesAreRefused() {
        assertThatThrownBy(() -> method.control("keep-none", CONFIG, some.getFirst(), new Seed(1)))
                .hasMessageContaining("control: keep-none; allowed: [keep-all, count-matched]");
    }

    private static RspNetArchitecture architecture(Blueprint blueprint) {
        return ((OfRspNet) blueprint).architecture();
    }

    private static List<String> inputs(RspNetArchitecture architecture) {
        return architecture.nodes().stream()
                .map(node -> node.node() + ":"
                        + node.inputs().stream()
                                .map(RspNetArchitecture.PathInput::level)
                                .toList())
                .toList();
    }
}
