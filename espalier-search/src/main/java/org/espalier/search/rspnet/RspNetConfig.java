package org.espalier.search.rspnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Features;
import org.espalier.search.SearchConfig;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.PathSelection;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspBlock.Form;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetCellSpace;
import org.espalier.space.rspnet.RspNetPathSpace;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.space.rspnet.RspTrellis.Range;

/**
 * The configuration of an RSPNet search.
 *
 * @param stages which of the two stages are run
 * @param trellis of the paths
 * @param cell the first stage
 * @param block how cells are arranged in a node, in the second stage and in the network
 * @param paths the second stage
 * @param supernet widths of the supernets of both stages
 * @param network widths of the network that is trained afterwards; written with the architecture
 * @param search how each stage is searched; both stages have all its epochs, but share its minutes or steps
 */
public record RspNetConfig(
        Stages stages,
        RspTrellis trellis,
        CellStage cell,
        RspBlock block,
        PathStage paths,
        RspNetWidths supernet,
        RspNetWidths network,
        SearchConfig search) {

    /** Which stages are run. */
    public enum Stages {
        /** The cell, then the paths between copies of the cell found. */
        BOTH,
        /** Only the cell; the network has one full-width cell at each node and all inputs. */
        CELL,
        /** Only the paths, with the cell of {@code cell.from}. */
        PATHS
    }

    /**
     * The first stage.
     *
     * @param blocks number of blocks of a cell, B; 4 in DARTS
     * @param operations that edges choose from, without {@code none}
     * @param share of the search's length, if that is a duration or a number of steps
     * @param from an {@code architecture.json} to take the cell from, if only the paths are searched
     */
    public record CellStage(int blocks, List<String> operations, double share, Optional<Path> from) {
        public CellStage {
            operations = List.copyOf(operations);
            Allowed.atLeast("blocks", blocks, 1);
            Allowed.notEmpty("operations", operations);
            Allowed.that(share > 0 && share < 1, "share", share, "more than 0, less than 1");
        }
    }

    /**
     * The second stage.
     *
     * @param attention how the inputs of a node are weighted
     * @param selection which inputs are kept
     */
    public record PathStage(PathAttention attention, PathSelection selection) {}

    private static final RspBlock FOUR_CELLS = new RspBlock(Form.SEQUENTIAL, 4);
    private static final RspBlock TWO_CELLS = new RspBlock(Form.SEQUENTIAL, 2);
    private static final PathStage PUBLISHED_PATHS = new PathStage(PathAttention.STATIC, PathSelection.DEFAULT);
    private static final PathStage SHORT_PATHS = new PathStage(PathAttention.STATIC, new PathSelection.Mean());

    private static final List<String> DARTS = List.of(
            "max_pool_3x3",
            "avg_pool_3x3",
            "skip_connect",
            "sep_conv_3x3",
            "sep_conv_5x5",
            "atrous_conv_3x3",
            "atrous_conv_5x5");

    /** Without the two of 5 x 5, which take as much time as all others together. */
    private static final List<String> QUICK =
            List.of("max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "atrous_conv_3x3");

    /**
     * As in the paper, and as in Auto-DeepLab where the paper does not say: 12 layers, the cell of DARTS, 40 epochs a
     * stage. Days on a large accelerator.
     */
    public static final RspNetConfig PAPER = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(12, 4, Range.NEIGHBOURS),
            new CellStage(4, DARTS, 0.5, Optional.empty()),
            FOUR_CELLS,
            PUBLISHED_PATHS,
            new RspNetWidths(List.of(64, 64, 128), List.of(64, 128, 256, 512), 64, 1, 1e-5, 0.1),
            new RspNetWidths(List.of(64, 64, 128), List.of(64, 128, 256, 512), 128, 0.9, 1e-3, 0.0003),
            AutoDeepLabConfig.PAPER.search());

    /**
     * Both stages in under half an hour on two cores, with images of about 180x240: a shorter, narrower trellis, two
     * cells a block and small crops. With four cells and twice the width, 8 minutes would be 226 training steps, which
     * is too few.
     */
    public static final RspNetConfig CPU = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(6, 3, Range.NEIGHBOURS),
            new CellStage(4, QUICK, 0.5, Optional.empty()),
            TWO_CELLS,
            SHORT_PATHS,
            new RspNetWidths(List.of(12, 24), List.of(32, 64, 128), 32, 1, 1e-5, 0.05),
            new RspNetWidths(List.of(16, 16, 32), List.of(32, 64, 128), 64, 0.9, 1e-3, 0.05),
            AutoDeepLabConfig.CPU.search().within("215M"));

    /** About two minutes on generated scenes: a check that everything works. */
    public static final RspNetConfig TINY = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(4, 3, Range.NEIGHBOURS),
            new CellStage(2, QUICK, 0.5, Optional.empty()),
            TWO_CELLS,
            SHORT_PATHS,
            new RspNetWidths(List.of(8, 16), List.of(8, 16, 32), 8, 1, 1e-5, 0.05),
            new RspNetWidths(List.of(8, 8, 16), List.of(16, 32, 64), 16, 0.9, 1e-3, 0.05),
            AutoDeepLabConfig.TINY.search().within("6M"));

    public RspNetConfig {
        Allowed.that(
                cell.from().isPresent() == (stages == Stages.PATHS),
                "cell.from",
                cell.from().map(Path::toString).orElse("none"),
                stages == Stages.PATHS ? "an architecture.json, for stages PATHS" : "nothing, for stages " + stages);
    }

    /** A copy with another search configuration. */
    public RspNetConfig with(SearchConfig other) {
        return new RspNetConfig(stages, trellis, cell, block, paths, supernet, network, other);
    }

    /** The space of the first stage. */
    public RspNetCellSpace cellSpace() {
        return new RspNetCellSpace(trellis, cell.blocks(), cell.operations(), supernet, network);
    }

    /** The space of the second stage, for the cell that the first stage found. */
    public RspNetPathSpace pathSpace(CellGenotype found) {
        return new RspNetPathSpace(trellis, found, block, paths.attention(), paths.selection(), supernet, network);
    }

    /** A random architecture: a random cell and random paths. */
    public RspNetArchitecture random(Seed seed) {
        return pathSpace(cellSpace().random(seed.derive("cell"))).random(seed.derive("paths"));
    }

    /** An architecture with another cell or other paths, each as likely as the other: one choice is changed. */
    RspNetArchitecture mutated(RspNetArchitecture architecture, Seed seed) {
        if (seed.derive("part").generator().nextBoolean()) {
            return pathSpace(architecture.cell()).mutated(architecture, seed.derive("paths"));
        }
        CellGenotype cell = cellSpace().mutated(architecture.cell(), seed.derive("cell"));
        return new RspNetArchitecture(cell, architecture.block(), architecture.attention(), architecture.nodes());
    }

    /**
     * How much the choices of the stages that are run speak for an architecture: the sum over both. Those of the paths
     * were made with the cell found, and are applied to any cell.
     */
    double belief(RspNetArchitecture architecture, Map<String, double[]> weights) {
        double ofCell = stages == Stages.PATHS ? 0 : cellSpace().belief(architecture.cell(), weights);
        double ofPaths =
                stages == Stages.CELL ? 0 : pathSpace(architecture.cell()).belief(architecture, weights);
        return ofCell + ofPaths;
    }

    /**
     * The architecture that the choices of both stages decode to.
     *
     * @throws BadUsage if only one of them is run
     */
    RspNetArchitecture decode(Map<String, double[]> weights) {
        if (stages != Stages.BOTH) {
            throw new BadUsage("stages: " + stages + "; allowed: BOTH, as choices of one stage are no architecture");
        }
        return pathSpace(cellSpace().decode(weights)).decode(weights);
    }

    /** The choices of both stages as numbers. */
    Map<String, Double> features(RspNetArchitecture architecture) {
        Map<String, Double> features = new TreeMap<>(Features.of(cellSpace().decisions(architecture.cell())));
        features.putAll(Features.of(pathSpace(architecture.cell()).decisions(architecture)));
        return features;
    }

    /**
     * Checks that the configuration can be built, with a random architecture.
     *
     * @throws IllegalArgumentException if the name of an operation is unknown or the widths do not fit the cells
     */
    void requireBuildable() {
        RspNetArchitecture unused = random(new Seed(0));
    }

    /** The search configuration of the first stage. */
    SearchConfig cellSearch() {
        return within(stages == Stages.BOTH ? cell.share() : 1);
    }

    /**
     * The search configuration of the second stage. Its gates are weighted by the path attention; sampling and guidance
     * apply to the cell only.
     */
    SearchConfig pathSearch() {
        return within(stages == Stages.BOTH ? 1 - cell.share() : 1).relaxedBy(Sampling.SOFTMAX);
    }

    private SearchConfig within(double share) {
        return search.lasting(search.length().share(share));
    }
}
