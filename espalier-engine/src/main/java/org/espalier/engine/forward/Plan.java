package org.espalier.engine.forward;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Facts about a graph that do not depend on values: order, readers of each node, last reader of each value, nodes that
 * may overwrite their input.
 */
public final class Plan {

    private final Graph graph;
    private final List<List<Integer>> inputs;
    private final List<List<Integer>> lastRead;
    private final boolean[] overwritesInput;
    private final int[] readers;

    public Plan(Graph graph) {
        this.graph = graph;
        this.inputs = graph.inputIndexes();
        int size = inputs.size();
        this.readers = new int[size];
        int[] last = new int[size];
        for (int index = 0; index < size; index++) {
            last[index] = index;
            for (int input : inputs.get(index)) {
                readers[input]++;
                last[input] = index;
            }
        }
        for (String node : graph.outputs().values()) {
            readers[graph.index(node)]++;
            last[graph.index(node)] = size;
        }
        this.lastRead = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            int at = index;
            lastRead.add(inputs.get(index).stream()
                    .distinct()
                    .filter(input -> last[input] == at)
                    .toList());
        }
        this.overwritesInput = new boolean[size];
        for (int index = 0; index < size; index++) {
            overwritesInput[index] = isRelu(node(index))
                    && readers[inputs.get(index).getFirst()] == 1
                    && mayBeOverwritten(node(inputs.get(index).getFirst()));
        }
    }

    public Graph graph() {
        return graph;
    }

    public int size() {
        return inputs.size();
    }

    public Node node(int index) {
        return graph.nodes().get(index);
    }

    /** Indexes of the nodes that a node reads. */
    public List<Integer> inputs(int index) {
        return inputs.get(index);
    }

    /** The type that determines a node's channel axis: that of its first input, or its own if it has no inputs. */
    public Type axesOf(int index) {
        return graph.type(
                inputs.get(index).isEmpty() ? index : inputs.get(index).getFirst());
    }

    /** Whether the value of a node is a tensor without an image axis rather than features or pooled values. */
    public boolean isTensor(int index) {
        return graph.type(index) instanceof Type.Tensor;
    }

    /** How often the value of a node is read, by nodes and as an output. */
    public int readers(int index) {
        return readers[index];
    }

    /** Indexes of the outputs, in the order of their names in the graph. */
    public List<Integer> outputs() {
        return graph.outputs().values().stream().map(graph::index).toList();
    }

    /** Indexes of the nodes whose values this node is the last to read, outputs excluded. */
    public List<Integer> lastReadBy(int index) {
        return lastRead.get(index);
    }

    /** Whether the node is a ReLU that may overwrite its input. */
    public boolean overwritesInput(int index) {
        return overwritesInput[index];
    }

    private static boolean isRelu(Node node) {
        return node.op().equals(new Op.Activation(Op.Activation.Function.RELU));
    }

    /** Whether the value of a node has memory of its own that its gradient does not need. */
    private static boolean mayBeOverwritten(Node node) {
        return switch (node.op()) {
            case Op.Conv2d c -> true;
            case Op.BatchNorm b -> true;
            case Op.Normalize n -> true;
            case Op.ConvTranspose2d c -> true;
            case Op.PRelu p -> true;
            case Op.MaxPool p -> true;
            case Op.MaxUnpool p -> true;
            case Op.AvgPool p -> true;
            case Op.Multiply m -> true;
            case Op.Scale s -> true;
            case Op.Mix m -> true;
            case Op.Add a -> node.inputs().size() > 1;
            case Op.Concat c -> node.inputs().size() > 1;
            case Op.Input i -> false;
            case Op.Noise n -> false;
            case Op.Constant c -> false;
            case Op.Zeros z -> false;
            case Op.Parameter p -> false;
            case Op.Activation a -> false;
            case Op.GlobalAvgPool p -> false;
            case Op.Resize r -> false;
            case Op.Slice s -> false;
            case Op.ChannelShuffle s -> false;
            case Op.MatMul m -> false;
            case Op.Softmax s -> false;
            case Op.Log l -> false;
            case Op.Reshape r -> false;
            case Op.OneHot o -> false;
        };
    }
}
