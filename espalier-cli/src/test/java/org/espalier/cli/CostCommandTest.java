package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CostCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"autodeeplab-s, 10147427", "autodeeplab-m, 21622451", "autodeeplab-l, 44424691"})
    void publishedNetworksHaveTheirPublishedParameters(String network, long parameters) {
        JsonNode cost = espalier("cost", network, "--size", "1024x2048", "--classes", "19", "--json")
                .json();
        assertThat(cost.required("parameters").longValue()).isEqualTo(parameters);
    }

    @Test
    void blocksAddUpToTheTotals() {
        JsonNode cost = espalier("cost", "separable-unet", "--size", "97x130", "--classes", "5", "--json")
                .json();
        long parameters = 0;
        long multiplyAdds = 0;
        for (JsonNode block : cost.required("blocks")) {
            assertThat(block.required("name").stringValue()).isNotBlank();
            parameters += block.required("parameters").longValue();
            multiplyAdds += block.required("multiplyAdds").longValue();
        }
        assertThat(cost.required("parameters").longValue()).isEqualTo(parameters);
        assertThat(cost.required("multiplyAdds").longValue()).isEqualTo(multiplyAdds);
        assertThat(cost.required("activationBytes").longValue()).isPositive();
    }

    @Test
    void theTableEndsWithTheTotals() {
        Result result = espalier("cost", "autodeeplab-s", "--size", "1024x2048", "--classes", "19");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("10,147,427").contains("10.15 M parameters");
    }

    @Test
    void anUnknownNetworkIsRefusedWithTheNearestAndAll() {
        Result result = espalier("cost", "autodeplab-s", "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("'autodeplab-s'")
                .contains("did you mean autodeeplab-s?")
                .contains("separable-unet");
    }

    @Test
    void aFileThatIsNoArchitectureIsBadData() throws IOException {
        Path file = Files.writeString(folder.resolve("architecture.json"), "{\"space\": \"nowhere\"}");
        Result result = espalier("cost", file.toString(), "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains(file.toString());
    }

    @Test
    void aFolderWithoutAnArchitectureIsBadData() {
        Result result = espalier("cost", folder.toString(), "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains(folder.toString()).contains("architecture.json");
    }

    @Test
    void anUnknownOutputIsRefusedWithThoseThereAre() {
        Result result =
                espalier("cost", "separable-unet", "--size", "64x64", "--classes", "3", "--outputs", "logits,depth");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("depth").contains("the network has [logits]");
    }

    @ParameterizedTest
    @CsvSource({"64, 19, HEIGHTxWIDTH", "0x64, 19, sides of 1", "64x64, many, not an int", "64x64, 0, 1 to 255"})
    void badNumbersAreWrongUsage(String size, String classes, String allowed) {
        Result result = espalier("cost", "separable-unet", "--size", size, "--classes", classes);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(allowed);
        assertThat(result.out()).isEmpty();
    }
}
