package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;
import org.espalier.space.Belief;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.SupernetConfig.Decoding;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.operation.Candidate;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Transition;
import org.espalier.space.trellis.Viterbi;
import org.espalier.text.Text;

/**
 * Auto-DeepLab: Hierarchical Neural Architecture Search for Semantic Image Segmentation (Liu, Chen, Schroff, Adam, Hua,
 * Yuille, Fei-Fei; CVPR 2019, arXiv 1901.02985). A cell of B blocks, shared by all layers, and a path through a trellis
 * of resolutions; beyond the paper, the number of layers may be a choice, too.
 *
 * <p>The retrained network is not a restriction of the published supernet: stem, width, strided operations, head, and
 * the H^{l-2} that a cell reads (the path's own cell, not the trellis's node of the same level) differ; see {@code
 * docs/autodeeplab.md}. It is one of the supernet in the network's shape ({@link SupernetConfig.Form#NETWORK}) of its
 * width.
 */
public final class AutoDeepLab implements SearchSpace<AutoDeepLabArchitecture> {

    /** Name of the choice how many layers the network has. */
    static final String DEPTH = "delta.depth";

    private final SupernetConfig supernet;
    private final NetworkConfig network;
    private final Trellis trellis;
    private final CandidateSet searched;
    private final CandidateSet retrained;
    private final CellChoices edges;

    private AutoDeepLab(SupernetConfig supernet, NetworkConfig network, CandidateSet searched, CandidateSet retrained) {
        this.supernet = supernet;
        this.network = network;
        this.trellis = new Trellis(supernet.layers(), supernet.levels());
        this.searched = searched;
        this.retrained = retrained;
        this.edges = new CellChoices(supernet.blocks(), searched.names());
    }

    /** The space of a supernet and the network that its architectures are retrained as. */
    public static AutoDeepLab of(SupernetConfig supernet, NetworkConfig network) {
        return new AutoDeepLab(
                supernet,
                network,
                CandidateSet.standard(supernet.atrous(), true)
                        .only(supernet.operations())
                        .partial(supernet.partialChannels()),
                CandidateSet.standard(network.atrous(), false).only(supernet.operations()));
    }

    /** The same space with one candidate operation more, or another one under a name it has. */
    public AutoDeepLab with(String operation, Candidate candidate) {
        return new AutoDeepLab(
                supernet, network, searched.with(operation, candidate), retrained.with(operation, candidate));
    }

    /** The network of an architecture with given widths, without a supernet: published networks, architecture files. */
    public static Graph network(AutoDeepLabArchitecture architecture, NetworkConfig config, int classes) {
        return new NetworkGraph(architecture, config, CandidateSet.standard(config.atrous(), false)).build(classes);
    }

    /** Where its paths run. */
    public Trellis trellis() {
        return trellis;
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        return switch (supernet.form()) {
            case PUBLISHED -> new SupernetGraph(supernet, trellis, searched, relaxation).build(classes, depths());
            case NETWORK ->
                new NetworkSupernetGraph(
                                supernet,
                                network.scaledTo(supernet.filters()),
                                trellis,
                                retrained.partial(supernet.partialChannels()),
                                relaxation)
                        .build(classes, depths());
        };
    }

    @Override
    public Graph network(AutoDeepLabArchitecture architecture, int classes) {
        requirePath(architecture);
        return new NetworkGraph(architecture, network, retrained).build(classes);
    }

    @Override
    public Map<String, double[]> decisions(AutoDeepLabArchitecture architecture) {
        requirePath(architecture);
        List<Integer> path = architecture.path();
        Map<String, double[]> decisions = new HashMap<>(edges.decisions(architecture.cell()));
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            for (int from = 0; from <= trellis.deepest(layer - 1); from++) {
                double[] weights = new double[trellis.successors(layer, from).size()];
                int origin = layer == 1 ? 0 : level(path, layer - 1);
                if (from == origin && layer <= path.size()) {
                    weights[trellis.successors(layer, from).indexOf(level(path, layer))] = 1;
                }
                decisions.put(transitionChoice(layer, from), weights);
            }
        }
        depths().ifPresent(depths -> decisions.put(DEPTH, ChoiceWeights.only(depths, Integer.toString(path.size()))));
        return decisions;
    }

    /** The level of a layer of a path; -1 after its end. */
    private static int level(List<Integer> path, int layer) {
        return layer <= path.size() ? path.get(layer - 1) : -1;
    }

    /** The numbers of layers to choose from; empty if all networks have the same. */
    private Optional<List<String>> depths() {
        return supernet.leastLayers() == supernet.layers()
                ? Optional.empty()
                : Optional.of(IntStream.rangeClosed(supernet.leastLayers(), supernet.layers())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private void requirePath(AutoDeepLabArchitecture architecture) {
        int depth = architecture.path().size();
        Allowed.between("path", depth, supernet.leastLayers(), supernet.layers());
        trellisOf(depth).requirePath(architecture.path());
    }

    /** The trellis up to a layer. */
    private Trellis trellisOf(int depth) {
        return new Trellis(depth, trellis.levels());
    }

    /** The architecture of the largest weights, its path by the configured rule. */
    @Override
    public AutoDeepLabArchitecture decode(Map<String, double[]> weights) {
        return decode(weights, supernet.decoding());
    }

    /**
     * What both rules for paths decode to, as {@code corrected} and {@code published}; the configured one comes first.
     */
    @Override
    public SequencedMap<String, AutoDeepLabArchitecture> decodings(Map<String, double[]> weights) {
        SequencedMap<String, AutoDeepLabArchitecture> decodings = new LinkedHashMap<>();
        decodings.put(name(supernet.decoding()), decode(weights));
        for (Decoding rule : Decoding.values()) {
            decodings.putIfAbsent(name(rule), decode(weights, rule));
        }
        return decodings;
    }

    private static String name(Decoding rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    private AutoDeepLabArchitecture decode(Map<String, double[]> weights, Decoding rule) {
        int depth = depths().map(options ->
                        Integer.parseInt(options.get(ChoiceWeights.strongest(ChoiceWeights.of(weights, DEPTH), 0))))
                .orElse(trellis.layers());
        return new AutoDeepLabArchitecture(bestPath(depth, weights, rule), edges.decode(weights));
    }

    private List<Integer> bestPath(int depth, Map<String, double[]> weights, Decoding rule) {
        return Viterbi.bestPath(trellisOf(depth), step -> factor(step, weights, rule));
    }

    /**
     * The sum of the logarithms of what the configured rule multiplies along the path, less that of the best path of
     * the same depth; the same for the edges of the cell; and the depth's weight over the largest. Decoding takes the
     * depth first and then a path, so paths are compared with those of their own depth only.
     */
    @Override
    public double belief(AutoDeepLabArchitecture architecture, Map<String, double[]> weights) {
        requirePath(architecture);
        List<Integer> path = architecture.path();
        double ofDepth = depths().map(options ->
                        Belief.of(ChoiceWeights.of(weights, DEPTH), options.indexOf(Integer.toString(path.size()))))
                .orElse(0.0);
        double ofPath = score(path, weights) - score(bestPath(path.size(), weights, supernet.decoding()), weights);
        return ofDepth + ofPath + edges.belief(architecture.cell(), weights);
    }

    private double score(List<Integer> path, Map<String, double[]> weights) {
        double score = 0;
        for (int layer = 1; layer <= path.size(); layer++) {
            int from = layer == 1 ? 0 : path.get(layer - 2);
            Transition step = new Transition(layer, from, path.get(layer - 1));
            score += Belief.log(factor(step, weights, supernet.decoding()));
        }
        return score;
    }

    /** What a transition contributes to the product that the best path maximises. */
    private double factor(Transition step, Map<String, double[]> weights, Decoding rule) {
        double[] outgoing = outgoing(step, weights);
        double weight = outgoing[option(step)];
        double sum = Arrays.stream(outgoing).sum();
        if (sum == 0) {
            return 0;
        }
        return switch (rule) {
            case CORRECTED -> outgoing.length * weight / sum;
            case PUBLISHED -> weight / sum;
        };
    }

    @Override
    public AutoDeepLabArchitecture random(Seed seed) {
        RandomGenerator random = seed.generator();
        List<Integer> path = new ArrayList<>();
        int depth = random.nextInt(supernet.leastLayers(), supernet.layers() + 1);
        for (int layer = 1; layer <= depth; layer++) {
            path.add(pick(random, trellis.successors(layer, path.isEmpty() ? 0 : path.getLast())));
        }
        return new AutoDeepLabArchitecture(path, edges.random(random));
    }

    /**
     * Moves one layer of the path to another level, makes the path a layer shorter or longer where the depth is a
     * choice, or changes one edge of the cell. Path and cell are equally likely, as the cell has many more edges than
     * the path has layers.
     */
    @Override
    public AutoDeepLabArchitecture mutated(AutoDeepLabArchitecture architecture, Seed seed) {
        requirePath(architecture);
        RandomGenerator random = seed.generator();
        List<List<Integer>> paths = neighbours(architecture.path());
        if (!paths.isEmpty() && random.nextBoolean()) {
            return new AutoDeepLabArchitecture(pick(random, paths), architecture.cell());
        }
        return new AutoDeepLabArchitecture(architecture.path(), edges.mutated(architecture.cell(), random));
    }

    /** The paths that are one change away. */
    private List<List<Integer>> neighbours(List<Integer> path) {
        List<List<Integer>> neighbours = new ArrayList<>(trellisOf(path.size()).neighbours(path));
        if (path.size() > supernet.leastLayers()) {
            neighbours.add(path.subList(0, path.size() - 1));
        }
        if (path.size() < supernet.layers()) {
            for (int next : trellis.successors(path.size() + 1, path.getLast())) {
                List<Integer> longer = new ArrayList<>(path);
                longer.add(next);
                neighbours.add(longer);
            }
        }
        return neighbours;
    }

    /**
     * Architectures whose networks have among them every operation, of every width, size and stride, that the network
     * of any architecture has: enough to measure the space. Own operations must depend on channels and strides alone.
     */
    @Override
    public List<AutoDeepLabArchitecture> covering() {
        return new Covering(trellis).architectures(retrained.operations(), supernet.blocks());
    }

    /** The weight of each transition, out of the weights of every choice's options. */
    public ToDoubleFunction<Transition> transitionWeights(Map<String, double[]> weights) {
        return step -> outgoing(step, weights)[option(step)];
    }

    /**
     * The weights of all transitions out of the node where a transition starts; there are as many as the softmax has
     * options.
     */
    private static double[] outgoing(Transition step, Map<String, double[]> weights) {
        return ChoiceWeights.of(weights, transitionChoice(step.layer(), step.from()));
    }

    private int option(Transition step) {
        return trellis.successors(step.layer(), step.from()).indexOf(step.to());
    }

    /** Name of the choice where to go from a level into layer {@code layer}. */
    static String transitionChoice(int layer, int from) {
        return Text.format("beta.layer_%d_s%d", layer, Trellis.stride(from));
    }

    private static <T> T pick(RandomGenerator random, List<T> options) {
        return options.get(random.nextInt(options.size()));
    }
}
