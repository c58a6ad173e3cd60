package org.espalier.engine.forward;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/** What can be known about a run before it: the order, who reads whom, when a value is read last, what may be overwritten. */
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

    /** Places of the nodes that a node reads. */
    public List<Integer> inputs(int index) {
        return inputs.get(index);
    }

    /** The type that tells a node's axes: that of its first input, or its own if it has none. */
    public Type axesOf(int index) {
        return graph.type(
                inputs.get(index).isEmpty() ? index : inputs.get(index).getFirst());
    }

    /** Whether a node gives a tensor, which has no images, rather than features or pooled values. */
    public boolean isTensor(int index) {
        return graph.type(index) instanceof Type.Tensor;
    }

    /** How often a node's value is read, by nodes and as an output. */
    public int readers(int index) {
        return readers[index];
    }

    /** Places of the outputs, in the order of their names in the graph. */
    public List<Integer> outputs() {
        return graph.outputs().values().stream().map(graph::index).toList();
    }

    /** Places of the nodes that nobody reads after this one and that are no outputs. */
    public List<Integer> lastReadBy(int index) {
        return lastRead.get(index);
    }

    /** Whether the node is a ReLU that may write over the value it reads. */
    public boolean overwritesInput(int index) {
        return overwritesInput[index];
    }

    private static boolean isRelu(Node node) {
        return node.op().equals(new Op.Activation(Op.Activation.Function.RELU));
    }

    /** Whether a node gives memory of its own that its gradient does not need. */
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
