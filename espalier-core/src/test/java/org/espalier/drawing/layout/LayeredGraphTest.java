package org.espalier.drawing.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.drawing.layout.LayeredGraph.Vertex;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class LayeredGraphTest {

    @Test
    void aLongConnectionPassesEveryColumnBetween() {
        LayeredGraph.Builder builder = new LayeredGraph.Builder(2);
        int from = builder.vertex(0, 10);
        int to = builder.vertex(3, 10);
        List<Integer> route = builder.connect(from, to);
        LayeredGraph graph = builder.build();
        assertThat(route).hasSize(4).startsWith(from).endsWith(to);
        assertThat(route)
                .extracting(vertex -> graph.vertices().get(vertex).column())
                .containsExactly(0, 1, 2, 3);
        assertThat(graph.links()).hasSize(3);
    }

    @Test
    void crossedConnectionsAreUncrossed() {
        LayeredGraph.Builder builder = new LayeredGraph.Builder(2);
        int upper = builder.vertex(0, 10);
        int lower = builder.vertex(0, 10);
        int first = builder.vertex(1, 10);
        int second = builder.vertex(1, 10);
        builder.connect(upper, second);
        builder.connect(lower, first);
        List<List<Integer>> order = LayerOrder.of(builder.build());
        assertThat(order.get(0).indexOf(upper) < order.get(0).indexOf(lower))
                .isEqualTo(order.get(1).indexOf(second) < order.get(1).indexOf(first));
    }

    @Test
    void neighboursInAColumnKeepTheirDistance() {
        double gap = 7;
        for (int seed = 0; seed < 50; seed++) {
            LayeredGraph graph = random(new Seed(seed));
            List<List<Integer>> order = LayerOrder.of(graph);
            double[] centres = LayerPlacement.centres(graph, order, gap, link -> 3);
            for (List<Integer> column : order) {
                for (int place = 1; place < column.size(); place++) {
                    Vertex above = graph.vertices().get(column.get(place - 1));
                    Vertex below = graph.vertices().get(column.get(place));
                    double space = centres[column.get(place)]
                            - below.height() / 2
                            - centres[column.get(place - 1)]
                            - above.height() / 2;
                    assertThat(space).as("seed %d", seed).isGreaterThan(gap - 1e-6);
                }
            }
        }
    }

    @Test
    void aLoneConnectionIsStraight() {
        LayeredGraph.Builder builder = new LayeredGraph.Builder(2);
        List<Integer> route = builder.connect(builder.vertex(0, 30), builder.vertex(4, 10));
        LayeredGraph graph = builder.build();
        double[] centres = LayerPlacement.centres(graph, LayerOrder.of(graph), 5, link -> 0);
        assertThat(route)
                .allSatisfy(vertex -> assertThat(Math.abs(centres[vertex] - 15)).isLessThan(1e-6));
    }

    private static LayeredGraph random(Seed seed) {
        LayeredGraph.Builder builder = new LayeredGraph.Builder(2);
        int[] vertices = new int[15];
        for (int vertex = 0; vertex < vertices.length; vertex++) {
            vertices[vertex] = builder.vertex(vertex / 3, 10 + 30 * seed.uniform(vertex));
        }
        for (int vertex = 3; vertex < vertices.length; vertex++) {
            int inEarlierColumns = vertex - vertex % 3;
            int earlier = (int) (seed.uniform(100 + vertex) * inEarlierColumns);
            builder.connect(vertices[earlier], vertices[vertex]);
        }
        return builder.build();
    }
}
