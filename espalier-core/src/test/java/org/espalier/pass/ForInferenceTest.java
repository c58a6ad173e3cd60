package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.graph.Distribution;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.schedule.Schedule;
import org.junit.jupiter.api.Test;

class ForInferenceTest {

    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("block");
    private final ForInference pass = new ForInference();

    @Test
    void everyNormalizationReadsItsRunningStatistics() {
        Value x = scope.normalize(scope.conv(scope.normalize(builder.image()), 4, 3, 1));
        builder.output("y", x);
        Graph graph = pass.apply(builder.build());
        assertThat(graph.nodes().stream().map(Node::op).filter(Op.BatchNorm.class::isInstance))
                .hasSize(2)
                .allSatisfy(op -> assertThat(((Op.BatchNorm) op).statistics()).isEqualTo(Statistics.RUNNING));
    }

    @Test
    void dropoutAndDropPathLeaveNoTraceAlsoAtAnOutput() {
        Value x = scope.relu(builder.image());
        builder.output("y", scope.dropout(scope.dropPath(x, 0.8), 0.9));
        Graph graph = pass.apply(builder.build());
        assertThat(graph.outputs()).containsEntry("y", x.node());
        assertThat(graph.nodes()).extracting(Node::name).containsExactly("image", "normalize", "block.relu");
    }

    @Test
    void gumbelNoiseLeavesTheLogits() {
        Value logits = alpha();
        Value noise = gumbel();
        builder.output("y", scope.softmax(scope.sum(List.of(logits, noise))));
        Graph graph = pass.apply(builder.build());
        assertThat(graph.nodes()).extracting(Node::name).containsExactly("alpha", "block.softmax");
    }

    @Test
    void gumbelNoiseLeavesTheSumOfTheRest() {
        Value sum = scope.sum(List.of(alpha(), gumbel(), scope.constant(1, 2)));
        builder.output("y", sum);
        Graph graph = pass.apply(builder.build());
        assertThat(graph.node(sum.node()).inputs()).containsExactly("alpha", "block.constant");
    }

    @Test
    void aSampleBecomesItsDistribution() {
        Value sharpness = scope.add(
                "sharpness",
                new Op.Noise(Type.Tensor.vector(1), new Distribution.InverseTemperature(new Schedule.Constant(0.1))));
        Value soft = scope.softmax(scope.multiply(scope.sum(List.of(alpha(), gumbel())), sharpness));
        builder.output("y", scope.add("draw", new Op.OneHot(), soft));
        Graph graph = pass.apply(builder.build());
        assertThat(graph.nodes()).extracting(Node::name).containsExactly("alpha", "block.softmax");
    }

    @Test
    void annealedLogitsHaveTheFinalTemperature() {
        Value sharpness = scope.add(
                "sharpness",
                new Op.Noise(
                        Type.Tensor.vector(1), new Distribution.InverseTemperature(new Schedule.Exponential(1, 0.05))));
        Value product = scope.multiply(alpha(), sharpness);
        builder.output("y", scope.softmax(product));
        Graph graph = pass.apply(builder.build());
        assertThat(graph.nodes()).extracting(Node::name).containsExactly("alpha", product.node(), "block.softmax");
        assertThat(((Op.Scale) graph.node(product.node()).op()).factor()).isCloseTo(20, within(1e-9));
    }

    @Test
    void aGraphWithoutNoiseAndNormalizationIsLeftAlone() {
        builder.output("y", scope.multiply(builder.image(), scope.constant(2)));
        Graph graph = builder.build();
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    private Value alpha() {
        return scope.parameter(new Weight.Named("alpha", List.of(2), Role.ARCHITECTURE, Initializer.ZEROS));
    }

    private Value gumbel() {
        return scope.add("noise", new Op.Noise(Type.Tensor.vector(2), new Distribution.Gumbel()));
    }
}
