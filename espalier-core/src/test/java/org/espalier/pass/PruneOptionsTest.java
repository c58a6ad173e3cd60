package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.schedule.Schedule;
import org.espalier.space.OpenChoices;
import org.espalier.space.Supernet;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.relaxation.Sampling.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PruneOptionsTest {

    private static final List<String> OPTIONS = List.of("a", "b", "c");

    @ParameterizedTest
    @EnumSource
    void theOthersShareTheWeightOfAPrunedOption(Sample sample) {
        Supernet supernet = choice(sample);
        assertThat(supernet.prunable()).isEqualTo(supernet.choices());
        double[] before = weights(supernet);
        double[] after = weights(supernet.without(Map.of("choice", Set.of(1))));
        assertThat(after[1]).isZero();
        assertThat(after[0] + after[2]).isCloseTo(1, within(1e-12));
        assertThat(after[2] / after[0]).isCloseTo(before[2] / before[0], within(1e-9));
        assertThat(weights(supernet.without(Map.of("choice", Set.of(0, 1))))).containsExactly(0, 0, 1);
    }

    @Test
    void withoutPrunedOptionsTheGraphStaysTheSame() {
        Supernet supernet = choice(Sample.NONE);
        assertThat(supernet.without(Map.of("choice", Set.of())).graph()).isEqualTo(supernet.graph());
    }

    @Test
    void oneOptionIsLeft() {
        Supernet supernet = choice(Sample.NONE);
        assertThatThrownBy(() -> supernet.without(Map.of("choice", Set.of(0, 1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no option would be left of 3");
    }

    @Test
    void gatesAreNotPruned() {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, (scope, logits) -> scope.activate(logits, Function.SIGMOID));
        builder.output("unused", choices.open("choice", OPTIONS));
        Supernet supernet = choices.build();
        assertThat(supernet.prunable()).isEmpty();
        assertThat(supernet.without(Map.of("choice", Set.of(0))).graph()).isEqualTo(supernet.graph());
    }

    private static Supernet choice(Sample sample) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices =
                new OpenChoices(builder, new Sampling(sample, 2, new Schedule.Exponential(1, 0.5), GraphGuidance.NONE));
        builder.output("unused", choices.open("choice", OPTIONS));
        return choices.build();
    }

    private static double[] weights(Supernet supernet) {
        return Objects.requireNonNull(
                supernet.weights(Map.of("choice", new double[] {0.1, 0.7, 0.4})).get("choice"));
    }
}
