package org.espalier.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.cli.argument.ImageChannels;
import org.espalier.graph.Extent;
import org.espalier.latency.LatencyKeys;
import org.espalier.pass.ForImages;
import org.espalier.random.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProfiledNetworksTest {

    @ParameterizedTest
    @CsvSource({"separable-unet, 1, 1", "separable-unet, 7, 1", "gas, 1, 2", "autodeeplab, 2, 2"})
    void allNetworksTakeImagesOfTheChannelsAsked(String name, int channels, int classCounts) {
        ImageChannels option = new ImageChannels();
        new CommandLine(option).parseArgs("--channels", Integer.toString(channels));
        List<Integer> classes = List.of(3, 5).subList(0, classCounts);
        ProfiledNetworks found = ProfiledNetworks.of(
                List.of(name), new ProfiledNetworks.Form("tiny", List.of(), classes, List.of(1.0), true), option);
        assertThat(found.covering())
                .hasSizeGreaterThanOrEqualTo(classCounts)
                .allSatisfy(network -> assertThat(ForImages.channels(network)).isEqualTo(channels));
        assertThat(LatencyKeys.of(found.covering().getFirst(), Extent.of(32, 48)))
                .as("the table has an operation on the image")
                .anyMatch(key -> key.filter(one -> one.in() == channels).isPresent());
        found.space()
                .ifPresent(space -> assertThat(ForImages.channels(space.random(new Seed(1))))
                        .isEqualTo(channels));
    }
}
