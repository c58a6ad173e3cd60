package org.espalier.drawing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.drawing.Picture;
import org.espalier.drawing.Picture.Box;
import org.espalier.drawing.network.BlockGraph.Block;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.autodeeplab.SupernetConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphDrawingTest {

    private static final Extent EXTENT = Extent.of(65, 65);
    private static final AutoDeepLab SPACE = AutoDeepLab.of(SupernetConfig.PAPER, NetworkConfig.paper(20));

    @Test
    void blocksAreWiredAsTheGraphIs() {
        Map<String, Block> blocks = blocks(encoderDecoder());
        assertThat(blocks.keySet()).containsExactlyInAnyOrder("image", "encoder", "middle", "decoder");
        assertThat(inputs(blocks, "image")).isEmpty();
        assertThat(inputs(blocks, "encoder")).containsExactly("image");
        assertThat(inputs(blocks, "middle")).containsExactly("encoder");
        assertThat(inputs(blocks, "decoder")).containsExactly("encoder", "middle");
    }

    @Test
    void blocksHaveStrideAndChannelsOfTheirOutput() {
        Map<String, Block> blocks = blocks(encoderDecoder());
        assertThat(blocks.values())
                .extracting(Block::name, Block::stride, block -> block.output().channels())
                .contains(
                        tuple("image", 1, 3), tuple("encoder", 2, 8), tuple("middle", 4, 16), tuple("decoder", 2, 24));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void blocksOfNetworksAddUpToTheirCost(Graph graph) {
        Cost cost = Cost.of(graph, EXTENT);
        List<Block> blocks = BlockGraph.of(graph, cost).blocks();
        assertThat(blocks.stream().mapToLong(Block::parameters).sum()).isEqualTo(cost.parameters());
        assertThat(blocks.stream().mapToLong(Block::multiplyAdds).sum()).isEqualTo(cost.multiplyAdds());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void labelsOfNetworksStandAlone(Graph graph) throws Exception {
        Picture picture = Picture.of(GraphDrawing.of(graph, EXTENT).svg());
        picture.assertLabelsStandAlone(graph.toString());
    }

    @Test
    @Tag("slow")
    void aSupernetIsDrawnAsItsTrellis() throws Exception {
        Graph graph = SPACE.supernet(19).graph();
        Map<String, Block> blocks = blocks(graph);
        assertThat(blocks.keySet()).filteredOn(name -> name.startsWith("cell_")).hasSize(45);
        assertThat(inputs(blocks, "cell_5_s8"))
                .containsExactlyInAnyOrder("cell_4_s4", "cell_4_s8", "cell_4_s16", "cell_3_s8");
        Picture picture = Picture.of(GraphDrawing.of(graph, EXTENT).svg());
        picture.assertLabelsStandAlone("supernet");
    }

    static List<Graph> networks() {
        return List.of(encoderDecoder(), published());
    }

    @Test
    void lowLevelFeaturesReachTheDecoder() {
        Graph graph = published();
        Map<String, Block> blocks = blocks(graph);
        assertThat(inputs(blocks, "decoder")).containsExactlyInAnyOrder("cell_2", "aspp");
        assertThat(inputs(blocks, "cell_5")).containsExactlyInAnyOrder("cell_3", "cell_4");
        assertThat(new TreeSet<>(blocks.values().stream().map(Block::stride).toList()))
                .containsExactly(1, 4, 8, 16, 32);
    }

    @Test
    void longConnectionsNeverRunThroughBlocks() {
        Graph graph = published();
        BlockGraph blocks = BlockGraph.of(graph, Cost.of(graph, EXTENT));
        BlockLayout layout = new BlockLayout(blocks);
        assertThat(layout.routes()).isNotEmpty().allSatisfy(route -> {
            for (int block = 0; block < blocks.blocks().size(); block++) {
                boolean between = layout.column(block) > layout.column(route.from())
                        && layout.column(block) < layout.column(route.to());
                if (between && !route.lane().above()) {
                    assertThat(layout.row(block)).isNotEqualTo(route.lane().row());
                }
            }
        });
    }

    @Test
    void blocksThatReadEachOtherAreDrawnToo() throws Exception {
        GraphBuilder builder = new GraphBuilder();
        Scope one = builder.scope("one");
        Scope two = builder.scope("two");
        Value first = one.conv(builder.image(), 4, 3, 1);
        Value second = two.conv(first, 4, 3, 1);
        builder.output("logits", two.conv(one.conv(second, 4, 3, 1), 4, 3, 1));
        Picture picture = Picture.of(GraphDrawing.of(builder.build(), EXTENT).svg());
        assertThat(picture.labels()).extracting(Box::what).contains("one", "two");
    }

    @Test
    void theSameGraphGivesTheSameBytes() {
        assertThat(GraphDrawing.of(encoderDecoder(), EXTENT).svg())
                .isEqualTo(GraphDrawing.of(encoderDecoder(), EXTENT).svg());
    }

    private static Graph published() {
        return SPACE.network(AutoDeepLabArchitecture.PUBLISHED, 19);
    }

    private static Graph encoderDecoder() {
        GraphBuilder builder = new GraphBuilder();
        Value fine = builder.scope("encoder").conv(builder.image(), 8, 3, 2);
        Value coarse = builder.scope("middle").dropout(builder.scope("middle").conv(fine, 16, 3, 2), 0.9);
        Scope decoder = builder.scope("decoder");
        builder.output("logits", decoder.concat(List.of(decoder.resize(coarse, 2), fine)));
        return builder.build();
    }

    private static Map<String, Block> blocks(Graph graph) {
        return BlockGraph.of(graph, Cost.of(graph, EXTENT)).blocks().stream()
                .collect(Collectors.toMap(Block::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static List<String> inputs(Map<String, Block> blocks, String name) {
        List<String> names = List.copyOf(blocks.keySet());
        return Objects.requireNonNull(blocks.get(name)).inputs().stream()
                .map(names::get)
                .toList();
    }
}
