package org.espalier.space.rspnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Value;
import org.espalier.random.Seed;
import org.espalier.space.Belief;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.TrellisGraph.Place;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * The second stage, the search of the paths: each node of the trellis has the given cell in a recursive stage partial
 * block; the search decides the gates of each node's inputs. The weights of a choice are its gates, each from 0 to 1;
 * path attention divides them by their sum.
 */
public final class RspNetPathSpace implements SearchSpace<RspNetArchitecture> {

    /** Computes each gate from its logit, independently. */
    public static final Relaxation GATES = (scope, logits) -> scope.activate(logits, Function.SIGMOID);

    private final RspTrellis trellis;
    private final CellGenotype cell;
    private final RspBlock block;
    private final PathAttention attention;
    private final PathSelection selection;
    private final RspNetWidths searched;
    private final RspNetWidths retrained;

    /**
     * The space.
     *
     * @param cell found by the first stage
     * @param block that contains it
     * @param selection which inputs are kept at decoding
     * @param searched widths of the supernet
     * @param retrained widths of the network
     */
    public RspNetPathSpace(
            RspTrellis trellis,
            CellGenotype cell,
            RspBlock block,
            PathAttention attention,
            PathSelection selection,
            RspNetWidths searched,
            RspNetWidths retrained) {
        searched.require(block, cell.blocks().size());
        retrained.require(block, cell.blocks().size());
        this.trellis = trellis;
        this.cell = cell;
        this.block = block;
        this.attention = attention;
        this.selection = selection;
        this.searched = searched;
        this.retrained = retrained;
    }

    @Override
    public Supernet supernet(int classes) {
        return supernet(classes, GATES);
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, relaxation);
        List<Place> places = trellis.grid().nodes().stream()
                .map(node -> new Place(node, trellis.inputs(node)))
                .toList();
        RspBlock.Cell inside = RspNetCell.decided(cell);
        new TrellisGraph(builder, searched, false)
                .build(
                        places,
                        (scope, node, inputs) -> RspNet.fused(scope, attention, inputs, place -> gates(choices, node)),
                        (scope, x) -> block.apply(scope, x, inside),
                        classes);
        return choices.build();
    }

    private Value gates(OpenChoices choices, Node node) {
        List<String> options = trellis.inputs(node).stream()
                .map(level -> "s" + Trellis.stride(level))
                .toList();
        return choices.open(choice(node), options);
    }

    /** Built directly from the kept inputs: passes cannot remove inputs whose gates depend on the image. */
    @Override
    public Graph restricted(RspNetArchitecture architecture, int classes) {
        return RspNet.graph(architecture, searched, false, RspNet::constant, classes);
    }

    /**
     * Nodes that are not in the architecture have equal gates; nothing reads these nodes, so the values do not matter.
     */
    @Override
    public Map<String, double[]> decisions(RspNetArchitecture architecture) {
        Map<Node, double[]> gates = new HashMap<>();
        for (Node node : trellis.grid().nodes()) {
            double[] even = new double[trellis.inputs(node).size()];
            Arrays.fill(even, RspNetArchitecture.EVEN);
            gates.put(node, even);
        }
        for (PathNode path : architecture.nodes()) {
            gates.put(path.node(), gates(path));
        }
        Map<String, double[]> decisions = new HashMap<>();
        gates.forEach((node, values) -> {
            if (values.length > 1) {
                decisions.put(choice(node), values);
            }
        });
        return decisions;
    }

    private double[] gates(PathNode path) {
        if (!trellis.grid().contains(path.layer(), path.level())) {
            throw new IllegalArgumentException(Text.format("%s; the trellis has %s", path.node(), trellis.grid()));
        }
        List<Integer> candidates = trellis.inputs(path.node());
        double[] gates = new double[candidates.size()];
        for (PathInput input : path.inputs()) {
            int place = candidates.indexOf(input.level());
            if (place < 0) {
                throw new IllegalArgumentException(
                        Text.format("%s reads level %d; allowed: %s", path.node(), input.level(), candidates));
            }
            gates[place] = input.gate();
        }
        return gates;
    }

    @Override
    public Graph network(RspNetArchitecture architecture, int classes) {
        return RspNet.network(architecture, retrained, classes);
    }

    @Override
    public RspNetArchitecture decode(Map<String, double[]> weights) {
        return RspNetArchitecture.of(trellis, cell, block, attention, node -> kept(node, weights));
    }

    private List<PathInput> kept(Node node, Map<String, double[]> weights) {
        List<Integer> candidates = trellis.inputs(node);
        if (candidates.size() == 1) {
            return List.of(new PathInput(candidates.getFirst(), RspNetArchitecture.EVEN));
        }
        double[] gates = ChoiceWeights.of(weights, choice(node));
        List<PathInput> inputs = new ArrayList<>();
        for (int place : selection.kept(gates)) {
            double gate = Math.clamp(gates[place], Double.MIN_NORMAL, Math.nextDown(1.0));
            inputs.add(new PathInput(candidates.get(place), gate));
        }
        return inputs;
    }

    /**
     * Which inputs are kept, and not with which gates: each input that the selection would not have kept or left out
     * as the architecture does subtracts how far, in logarithms, its gate is from the selection's boundary. Nodes that
     * are not in the architecture do not count.
     */
    @Override
    public double belief(RspNetArchitecture architecture, Map<String, double[]> weights) {
        double belief = 0;
        for (PathNode path : architecture.nodes()) {
            double[] own = gates(path);
            if (own.length > 1) {
                belief -= against(own, ChoiceWeights.of(weights, choice(path.node())));
            }
        }
        return belief;
    }

    private double against(double[] own, double[] gates) {
        double boundary = Belief.log(selection.boundary(gates));
        List<Integer> kept = selection.kept(gates);
        return IntStream.range(0, own.length)
                .filter(input -> own[input] > 0 != kept.contains(input))
                .mapToDouble(input -> Math.abs(Belief.log(gates[input]) - boundary))
                .sum();
    }

    @Override
    public RspNetArchitecture random(Seed seed) {
        return decode(randomGates(seed));
    }

    private Map<String, double[]> randomGates(Seed seed) {
        Map<String, double[]> gates = new HashMap<>();
        for (Node node : trellis.grid().nodes()) {
            Seed own = seed.derive(choice(node));
            int count = trellis.inputs(node).size();
            gates.put(
                    choice(node),
                    IntStream.range(0, count).mapToDouble(own::uniform).toArray());
        }
        return gates;
    }

    /**
     * Flips one gate: a node of the network loses one of several inputs, or gets one more with the largest of its
     * gates. Nodes that the network gets by that have random inputs.
     */
    @Override
    public RspNetArchitecture mutated(RspNetArchitecture architecture, Seed seed) {
        Map<String, double[]> gates = new HashMap<>(randomGates(seed.derive("new nodes")));
        List<Flip> flips = new ArrayList<>();
        for (PathNode path : architecture.nodes()) {
            double[] own = gates(path);
            gates.put(choice(path.node()), own);
            for (int input = 0; input < own.length; input++) {
                if (own[input] == 0 || path.inputs().size() > 1) {
                    flips.add(new Flip(choice(path.node()), input));
                }
            }
        }
        if (flips.isEmpty()) {
            return architecture;
        }
        Flip flip = flips.get(seed.generator().nextInt(flips.size()));
        double[] flipped = ChoiceWeights.of(gates, flip.choice()).clone();
        double largest = Arrays.stream(flipped).max().orElseThrow();
        flipped[flip.input()] = flipped[flip.input()] > 0 ? 0 : Math.nextUp(largest);
        gates.put(flip.choice(), flipped);
        return decode(gates);
    }

    /** A gate to open or to close. */
    private record Flip(String choice, int input) {}

    /** Name of the choice of a node's inputs. */
    static String choice(Node node) {
        return Text.format("gamma.layer_%d_s%d", node.layer(), Trellis.stride(node.level()));
    }
}
