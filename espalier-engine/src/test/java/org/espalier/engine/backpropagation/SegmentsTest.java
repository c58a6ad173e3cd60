package org.espalier.engine.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.engine.SmallNets;
import org.espalier.engine.forward.Plan;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    @Test
    void aChainIsOneSegment() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("net");
        builder.output("logits", scope.relu(scope.normalize(scope.conv(builder.image(), 4, 3, 1))));

        List<Segment> segments = segments(builder);

        assertThat(segments).hasSize(1);
        assertThat(segments.getFirst().twins().getFirst().nodes())
                .hasSize(5); // including the image and its preprocessing
    }

    @Test
    void readersOfTwinsRunInTheSameBatch() {
        Segments all = new Segments(new Plan(SmallNets.sharedCell()));
        List<Segment> segments = list(all);

        assertThat(segments.stream().filter(Segment.Join.class::isInstance)).hasSize(1);
        assertThat(segments.stream().filter(segment -> segment.twins().size() == SmallNets.RUNS))
                .hasSize(4) // to the ReLU; from there to the second normalisation; pool; weighted sum
                .allSatisfy(segment -> assertThat(segment.reads())
                        .allSatisfy(place -> assertThat(place.isAll()).isTrue()));
    }

    @Test
    void dependentChainsWithTheSameWeightsAreNotTwins() {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.scope("stem").conv(builder.image(), 4, 3, 1);
        for (int turn = 0; turn < 3; turn++) {
            Scope scope = builder.scope("shared").variant("turn_" + turn);
            x = scope.sum(List.of(x, scope.conv(scope.relu(x), 4, 3, 1)));
        }
        builder.output("logits", x);

        assertThat(segments(builder))
                .allSatisfy(segment -> assertThat(segment.twins()).hasSize(1));
    }

    private static List<Segment> segments(GraphBuilder builder) {
        return list(new Segments(new Plan(builder.build())));
    }

    /** All segments but the objective. */
    private static List<Segment> list(Segments segments) {
        return IntStream.range(0, segments.objective()).mapToObj(segments::get).toList();
    }
}
