package org.espalier.search.rspnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;
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
 * An RSPNet search.
 *
 * @param stages which of the two are run
 * @param trellis where the paths run
 * @param cell the first stage
 * @param block that the cell stands in, in the second stage and in the network
 * @param paths the second stage
 * @param supernet widths of both stages' supernets
 * @param network widths of the network that is trained afterwards; written beside the architecture
 * @param search how each stage is searched; its epochs are those of each, its minutes or steps those of both together
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
        /** The cell, then the paths between copies of what was found. */
        BOTH,
        /** The cell alone; the network has one full-width cell at each node and all inputs. */
        CELL,
        /** The paths alone, with the cell of {@code cell.from}. */
        PATHS
    }

    /**
     * The first stage.
     *
     * @param blocks B of a cell; 4 in DARTS
     * @param operations names of the operations that edges choose from, without {@code none}
     * @param share of the search's length, if that is a time or a number of steps
     * @param from an {@code architecture.json} whose cell is taken, when the paths alone are searched
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
     * @param attention how the inputs of a node are weighed
     * @param selection which of them are kept
     */
    public record PathStage(PathAttention attention, PathSelection selection) {}

    private static final RspBlock FOUR_CELLS = new RspBlock(Form.SEQUENTIAL, 4);
    private static final RspBlock TWO_CELLS = new RspBlock(Form.SEQUENTIAL, 2);
    private static final PathStage USUAL_PATHS = new PathStage(PathAttention.STATIC, PathSelection.USUAL);

    private static final List<String> DARTS = List.of(
            "max_pool_3x3",
            "avg_pool_3x3",
            "skip_connect",
            "sep_conv_3x3",
            "sep_conv_5x5",
            "atrous_conv_3x3",
            "atrous_conv_5x5");

    /** Without the two of 5 x 5, which cost as much time as all others together. */
    private static final List<String> QUICK =
            List.of("max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "atrous_conv_3x3");

    /**
     * As the paper has it where it says so, as Auto-DeepLab has it where it does not: 12 layers, DARTS's cell, 40 epochs a stage. Days on a large
     * accelerator.
     */
    public static final RspNetConfig PAPER = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(12, 4, Range.NEIGHBOURS),
            new CellStage(4, DARTS, 0.5, Optional.empty()),
            FOUR_CELLS,
            USUAL_PATHS,
            new RspNetWidths(List.of(64, 64, 128), 64, 64, 1, 1e-5, 0.1),
            new RspNetWidths(List.of(64, 64, 128), 64, 128, 0.9, 1e-3, 0.0003),
            AutoDeepLabConfig.PAPER.search());

    /**
     * For two cores and images of about 180x240, both stages in under half an hour: a shorter, narrower trellis, two cells a block and small crops. With
     * four cells and twice the width, 8 minutes are 226 steps of training, which is too few to learn anything.
     */
    public static final RspNetConfig CPU = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(6, 3, Range.NEIGHBOURS),
            new CellStage(4, QUICK, 0.5, Optional.empty()),
            TWO_CELLS,
            USUAL_PATHS,
            new RspNetWidths(List.of(12, 24), 32, 32, 1, 1e-5, 0.05),
            new RspNetWidths(List.of(16, 16, 32), 32, 64, 0.9, 1e-3, 0.05),
            AutoDeepLabConfig.CPU.search());

    /** Two minutes on generated scenes, to see that all parts work. */
    public static final RspNetConfig TINY = new RspNetConfig(
            Stages.BOTH,
            new RspTrellis(4, 3, Range.NEIGHBOURS),
            new CellStage(2, QUICK, 0.5, Optional.empty()),
            TWO_CELLS,
            USUAL_PATHS,
            new RspNetWidths(List.of(8, 16), 8, 8, 1, 1e-5, 0.05),
            new RspNetWidths(List.of(8, 8, 16), 16, 16, 0.9, 1e-3, 0.05),
            AutoDeepLabConfig.TINY.search());

    public RspNetConfig {
        Allowed.that(
                cell.from().isPresent() == (stages == Stages.PATHS),
                "cell.from",
                cell.from().map(Path::toString).orElse("none"),
                stages == Stages.PATHS ? "an architecture.json, for stages PATHS" : "nothing, for stages " + stages);
    }

    /** The same with another search of the supernet. */
    public RspNetConfig with(SearchConfig other) {
        return new RspNetConfig(stages, trellis, cell, block, paths, supernet, network, other);
    }

    /** The space of the first stage. */
    public RspNetCellSpace cellSpace() {
        return new RspNetCellSpace(trellis, cell.blocks(), cell.operations(), supernet, network);
    }

    /** The space of the second stage, for what the first found. */
    public RspNetPathSpace pathSpace(CellGenotype found) {
        return new RspNetPathSpace(trellis, found, block, paths.attention(), paths.selection(), supernet, network);
    }

    /** A random architecture, of both stages. */
    public RspNetArchitecture random(Seed seed) {
        return pathSpace(cellSpace().random(seed.derive("cell"))).random(seed.derive("paths"));
    }

    /**
     * Builds a random architecture, whatever its cell.
     *
     * @throws IllegalArgumentException if a name of an operation is unknown or cells cannot have the widths
     */
    void requireBuildable() {
        RspNetArchitecture unused = random(new Seed(0));
    }

    /** The schedule of the first stage. */
    SearchConfig cellSearch() {
        return within(stages == Stages.BOTH ? cell.share() : 1);
    }

    /** The schedule of the second stage, whose gates are weighed as the path attention has it: draws and guidance are of the cell. */
    SearchConfig pathSearch() {
        return within(stages == Stages.BOTH ? 1 - cell.share() : 1).relaxedBy(Sampling.SOFTMAX);
    }

    private SearchConfig within(double share) {
        return search.lasting(search.length().share(share));
    }
}
