package org.espalier.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlueprintTest {

    private static final int CLASSES = 5;

    private static final RspNetArchitecture RSPNET = RspNetArchitecture.whole(
            new RspTrellis(2, 2, RspTrellis.Range.NEIGHBOURS),
            new CellGenotype(List.of(new Block(new Edge(0, "sep_conv_3x3"), new Edge(1, "skip_connect")))),
            new RspBlock(RspBlock.Form.NESTED, 2),
            PathAttention.DYNAMIC);

    @TempDir
    private Path folder;

    static Stream<Blueprint> kinds() {
        return Stream.of(
                new Blueprint.OfZoo("separable-unet"),
                new Blueprint.OfAutoDeepLab(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(20)),
                new Blueprint.OfRspNet(RSPNET, new RspNetWidths(List.of(8, 8), List.of(16, 32), 8, 0.9, 1e-3, 0.1)),
                new Blueprint.OfGraph(Zoo.SEPARABLE_UNET.network(CLASSES)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsWhatItWrote(Blueprint blueprint) {
        Path file = folder.resolve("architecture.json");
        blueprint.write(file);

        Blueprint read = Blueprint.read(file);

        assertThat(read).isEqualTo(blueprint);
        assertThat(read.hash()).isEqualTo(blueprint.hash());
        assertThat(read.network(CLASSES)).isEqualTo(blueprint.network(CLASSES));
    }

    @Test
    void aGraphHasAFixedNumberOfClasses() {
        Blueprint blueprint = new Blueprint.OfGraph(Zoo.SEPARABLE_UNET.network(CLASSES));

        assertThatThrownBy(() -> blueprint.network(CLASSES + 1))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("5 classes", "the data set has 6");
    }

    @Test
    void widthsThatAnArchitectureCannotHaveAreRefused() {
        String json = new Blueprint.OfRspNet(
                        RSPNET, new RspNetWidths(List.of(8, 8), List.of(16, 32), 8, 0.9, 1e-3, 0.1))
                .json();

        assertThatThrownBy(() -> Blueprint.parse(
                        json.replace("\"channels\" : [ 16, 32 ]", "\"channels\" : [ 16, 18 ]"), "a.json"))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("a.json", "channels: [16, 18]; allowed: multiples of 4");
    }

    @Test
    void otherFilesAreRefusedByName() throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"space\": \"zoo\", \"colour\": 1}");

        assertThatThrownBy(() -> Blueprint.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("a.json", "not an architecture");
        assertThatThrownBy(() -> Blueprint.read(folder.resolve("none.json")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("none.json");
    }
}
