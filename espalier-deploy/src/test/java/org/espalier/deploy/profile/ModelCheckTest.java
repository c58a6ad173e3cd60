package org.espalier.deploy.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyModel.Measured;
import org.espalier.latency.LatencyModel.Parts;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ModelCheckTest {

    private static final LatencyModel TRUTH = new LatencyModel(0.8, 0.1, 0.01);

    @Test
    void theModelIsFittedToOneHalfAndEvaluatedOnTheOther() {
        Seed seed = new Seed(3);
        RandomGenerator random = seed.generator();
        List<Measured> networks = IntStream.range(0, 20)
                .mapToObj(i -> new Parts(5 + random.nextDouble(), random.nextDouble(), 50 + random.nextInt(50)))
                .map(parts -> new Measured(parts, TRUTH.millis(parts)))
                .toList();
        ModelCheck check = ModelCheck.of(networks);
        assertThat(check.fitted().meanAbsoluteError()).as("seed %s", seed).isCloseTo(0, within(1e-9));
        assertThat(check.fitted().spearman()).isEqualTo(1);
        assertThat(check.sum().meanAbsoluteError()).isGreaterThan(0.01);

        List<Measured> spoilt = IntStream.range(0, 20)
                .mapToObj(i -> i % 2 == 0
                        ? networks.get(i)
                        : new Measured(networks.get(i).parts(), 1))
                .toList();
        assertThat(ModelCheck.of(spoilt).model()).isEqualTo(check.model());
        assertThat(ModelCheck.of(spoilt).fitted().meanAbsoluteError()).isGreaterThan(1);
    }
}
