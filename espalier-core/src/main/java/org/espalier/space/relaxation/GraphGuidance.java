package org.espalier.space.relaxation;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.problem.Allowed;
import org.espalier.space.OpenCell;

/**
 * The GCN-guided module of GAS (Lin et al., CVPR 2020, arXiv 1909.06793, section 3.3): the logits of a cell are
 * adjusted by those of the previous cell. With a [p, q] the logits of p edges over q options, b those of the previous
 * cell:
 *
 * <pre>{@code
 * a'  = a + gamma * (Z B)      Z = b A, A [q, d], B [d, q]
 * Z  <- N Z W + Z              once a layer, W [d, d]
 * N   = softmax((a w1) (b w2)^T), by rows; w1, w2 [q, q]
 * }</pre>
 *
 * <p>Every edge attends to all edges of the previous cell by similarity. The matrices are architecture parameters: they
 * are learned with the logits.
 *
 * @param gamma weight of the previous cell; 0 switches guidance off
 * @param width d
 * @param layers number of graph convolution layers
 * @param matrices whether all cells share the matrices, or each has its own
 * @param input which logits of the previous cell are b
 */
public record GraphGuidance(double gamma, int width, int layers, Matrices matrices, Input input) {

    /** Which cells share the matrices. */
    public enum Matrices {
        OWN,
        SHARED
    }

    /** The logits that guide a cell. */
    public enum Input {
        /** The previous cell's own logits. */
        RAW,
        /** The previous cell's guided logits, so that guidance propagates from cell to cell. */
        GUIDED
    }

    /** None. */
    public static final GraphGuidance NONE = new GraphGuidance(0, 64, 1, Matrices.OWN, Input.RAW);

    /** With the defaults that {@code docs/gas.md} explains. */
    public static final GraphGuidance GAS = new GraphGuidance(0.5, 64, 1, Matrices.OWN, Input.RAW);

    public GraphGuidance {
        Allowed.atLeast("gamma", gamma, 0);
        Allowed.atLeast("width", width, 1);
        Allowed.atLeast("layers", layers, 1);
    }

    /** The guided logits of each edge; unchanged if gamma is 0 or the other cell has other edges or options. */
    List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
        List<Value> before = switch (input) {
            case RAW -> neighbour.logits();
            case GUIDED -> neighbour.guided();
        };
        boolean alike = before.size() == logits.size()
                && before.getFirst().type().equals(logits.getFirst().type());
        return gamma > 0 && alike ? guided(scope.child("guidance"), logits, before) : logits;
    }

    private List<Value> guided(Scope scope, List<Value> logits, List<Value> before) {
        int options = logits.getFirst().channels();
        Value own = matrix(scope, logits);
        Value other = matrix(scope, before);
        Value likeness = scope.add(
                "likeness",
                new Op.MatMul(true),
                product(scope, own, weight(scope, "w1", options, options)),
                product(scope, other, weight(scope, "w2", options, options)));
        Value neighbours = scope.softmax(likeness);
        Value state = product(scope, other, weight(scope, "into", options, width));
        for (int layer = 0; layer < layers; layer++) {
            Value seen = product(scope, neighbours, state);
            state = scope.sum(List.of(product(scope, seen, weight(scope, "layer_" + layer, width, width)), state));
        }
        Value message = product(scope, state, weight(scope, "out", width, options));
        Value moved = scope.sum(List.of(own, scope.add("scale", new Op.Scale(gamma), message)));
        return rows(scope, moved, logits.size(), options);
    }

    private static Value product(Scope scope, Value a, Value b) {
        return scope.add("product", new Op.MatMul(false), a, b);
    }

    private Value weight(Scope scope, String name, int rows, int columns) {
        String place = switch (matrices) {
            case OWN -> scope.path();
            case SHARED -> "guidance";
        };
        Initializer spread = new Initializer.Normal(1 / Math.sqrt(rows));
        return scope.parameter(new Weight.Named(place + "." + name, List.of(rows, columns), Role.ARCHITECTURE, spread));
    }

    /** Vectors [q] as the rows of a matrix. */
    private static Value matrix(Scope scope, List<Value> rows) {
        Type.Tensor type = new Type.Tensor(List.of(rows.size(), rows.getFirst().channels()));
        return scope.add("matrix", new Op.Reshape(type.dimensions()), scope.concat(rows));
    }

    private static List<Value> rows(Scope scope, Value matrix, int count, int length) {
        Value flat = scope.add("rows", new Op.Reshape(List.of(count * length)), matrix);
        List<Value> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(scope.slice(flat, row * length, (row + 1) * length));
        }
        return rows;
    }
}
