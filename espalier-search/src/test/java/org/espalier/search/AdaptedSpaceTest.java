package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.pass.ForImages;
import org.espalier.random.Seed;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.space.SearchSpace;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasArchitecture;
import org.junit.jupiter.api.Test;

class AdaptedSpaceTest {

    private static final SearchSpace<GasArchitecture> PLAIN = Gas.of(GasSearchConfig.TINY.space());
    private static final SearchSpace<GasArchitecture> GRAY = new AdaptedSpace<>(PLAIN, ForImages.ofChannels(1));

    @Test
    void supernetAndNetworksTakeTheImages() {
        GasArchitecture any = PLAIN.random(new Seed(1));
        assertThat(ForImages.channels(GRAY.supernet(4).graph())).isEqualTo(1);
        assertThat(ForImages.channels(GRAY.network(any, 4))).isEqualTo(1);
        assertThat(GRAY.supernet(4).choices()).isEqualTo(PLAIN.supernet(4).choices());
        assertThat(GRAY.random(new Seed(1))).isEqualTo(any);
        assertThat(GRAY.decode(GRAY.decisions(any))).isEqualTo(PLAIN.decode(PLAIN.decisions(any)));
    }
}
