package org.espalier.drawing.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.drawing.Picture;
import org.espalier.drawing.Picture.Box;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.space.sed.Sed;
import org.espalier.space.sed.SedConfig;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlueprintDrawingTest {

    private static final int CLASSES = 5;
    private static final Extent EXTENT = Extent.of(64, 96);

    private static final Blueprint AUTODEEPLAB =
            new Blueprint.OfAutoDeepLab(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(8));

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(AUTODEEPLAB, List.of("Path", "Cell", "ASPP", "decoder")),
                arguments(rspNet(), List.of("Paths", "Cell", "head")),
                arguments(gas(), List.of("Cells", "cell 13", "node 2: cell before last")),
                arguments(sed(), List.of("Decoder", "stride 32")),
                arguments(
                        new Blueprint.OfGraph(Zoo.SEPARABLE_UNET.network(CLASSES)), List.of("Blocks", "image", "stem")),
                arguments(new Blueprint.OfZoo("enet"), List.of("Blocks", "image")),
                arguments(new Blueprint.OfZoo("autodeeplab-s"), List.of("Path", "Cell", "ASPP", "decoder")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfBlueprintHasItsDrawing(Blueprint blueprint, List<String> labels) throws Exception {
        Picture picture = Picture.of(BlueprintDrawing.svg(blueprint, "Mine", EXTENT, CLASSES));
        assertThat(texts(picture)).contains("Mine");
        assertThat(labels).allSatisfy(label -> assertThat(texts(picture)).anyMatch(text -> text.startsWith(label)));
        picture.assertLabelsStandAlone(blueprint.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyBlueprintHasBlocksWithTheSameCost(Blueprint blueprint, List<String> labels) throws Exception {
        List<String> blocks = texts(Picture.of(BlueprintDrawing.blocks(blueprint, "Mine", EXTENT, CLASSES)));
        List<String> drawn = texts(Picture.of(BlueprintDrawing.svg(blueprint, "Mine", EXTENT, CLASSES)));
        assertThat(blocks).contains("image").anyMatch(text -> text.startsWith("Blocks"));
        assertThat(drawn)
                .filteredOn(text -> text.contains("multiply-adds at 64×96"))
                .hasSize(1)
                .isEqualTo(blocks.stream()
                        .filter(text -> text.contains("multiply-adds at 64×96"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyNetworkOfTheZooIsDrawn(Zoo network) throws Exception {
        Blueprint blueprint = new Blueprint.OfZoo(network.id());
        Picture.of(BlueprintDrawing.svg(blueprint, network.id(), EXTENT, CLASSES))
                .assertLabelsStandAlone(network.id());
    }

    @Test
    void auxiliaryHeadsAreNotDrawn() throws Exception {
        Picture picture = Picture.of(BlueprintDrawing.svg(new Blueprint.OfZoo("bisenetv2"), "Mine", EXTENT, CLASSES));
        assertThat(texts(picture)).noneMatch(text -> text.startsWith("auxiliary"));
    }

    private static List<String> texts(Picture picture) {
        return picture.labels().stream().map(Box::what).toList();
    }

    private static Blueprint rspNet() {
        RspBlock block = new RspBlock(RspBlock.Form.NESTED, 2);
        RspNetArchitecture architecture = RspNetArchitecture.whole(
                new RspTrellis(2, 2, RspTrellis.Range.NEIGHBOURS),
                new CellGenotype(List.of(new Block(new Edge(0, "sep_conv_3x3"), new Edge(1, "skip_connect")))),
                block,
                PathAttention.DYNAMIC);
        return new Blueprint.OfRspNet(
                architecture, new RspNetWidths(List.of(8, 8), List.of(16, 32, 64, 128), 8, 0.9, 1e-3, 0.1));
    }

    private static Blueprint gas() {
        return new Blueprint.OfGas(Gas.of(GasConfig.PAPER).random(new Seed(0)), GasConfig.PAPER);
    }

    private static Blueprint sed() {
        return new Blueprint.OfSed(Sed.of(SedConfig.DEFAULT).random(new Seed(0)), SedConfig.DEFAULT);
    }
}
