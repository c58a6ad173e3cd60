package org.espalier.search.rspnet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.engine.LibTorch;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.Candidates;
import org.espalier.search.FinalChoices;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.text.Text;

/**
 * The RSPNet search, from a data set to {@code architecture.json} in a run folder. Each stage is a run of its own in
 * the folders {@code cell} and {@code paths}, with its own checkpoints and its own {@code architecture.json}.
 *
 * <pre>{@code
 * Blueprint found = RspNetSearch.of(RspNetConfig.CPU).run(data, Path.of("runs/a"), RunOptions.NEW).blueprint();
 * }</pre>
 *
 * <p>The stages are two searches of two spaces, not one of a joint space: the second supernet consists of copies of the
 * cell that the first stage found.
 */
public final class RspNetSearch implements Search<RspNetArchitecture> {

    static final String CELL = "cell";
    static final String PATHS = "paths";

    private final RspNetConfig config;

    private RspNetSearch(RspNetConfig config) {
        this.config = config;
    }

    /**
     * The search of a configuration, with the stages that it names.
     *
     * @throws IllegalArgumentException if latency is a goal of the loss, as the stages have no such term, or the widths
     *     do not fit the cells
     */
    public static RspNetSearch of(RspNetConfig config) {
        Allowed.that(
                config.search().latency().table().isEmpty()
                        || config.search().budget().isPresent(),
                "search.latency.table",
                config.search().latency().table(),
                "none, or one with a time as search.budget: latency cannot be a goal of rspnet's loss");
        config.requireBuildable();
        return new RspNetSearch(config);
    }

    /** Only the first stage. */
    public static ArchitectureSearch<CellGenotype> cell(RspNetConfig config) {
        return ArchitectureSearch.of(
                config.cellSpace(), config.cellSearch(), config, (cell, classes) -> ofCell(config, cell));
    }

    /** Only the second stage, for the cell that the first stage found. */
    public static ArchitectureSearch<RspNetArchitecture> paths(RspNetConfig config, CellGenotype cell) {
        return ArchitectureSearch.of(
                config.pathSpace(cell), config.pathSearch(), config, (found, classes) -> ofPaths(config, found));
    }

    /** The blueprint of a cell: the network of the first stage. */
    public static Blueprint.OfRspNet ofCell(RspNetConfig config, CellGenotype cell) {
        RspBlock one = new RspBlock(RspBlock.Form.FULL, 1);
        return ofPaths(config, RspNetArchitecture.whole(config.trellis(), cell, one, PathAttention.STATIC));
    }

    /** The blueprint of an architecture of both stages. */
    public static Blueprint.OfRspNet ofPaths(RspNetConfig config, RspNetArchitecture architecture) {
        return new Blueprint.OfRspNet(architecture, config.network());
    }

    /**
     * Searches on the split {@code train}. A resumed run skips stages that have finished.
     *
     * @param folder new or empty, or with a run to resume
     * @throws BadUsage if {@code cell.from} holds no cell of this method
     */
    @Override
    public SearchResult<RspNetArchitecture> run(Dataset data, Path folder, RunOptions options) {
        Optional<CellGenotype> given = config.cell().from().map(this::fittingCellIn);
        Provenance provenance = Provenance.of(
                LibTorch.threads(),
                LibTorch.kernels(),
                Map.of("search", config.search().seed()),
                Optional.of(data.fingerprint()),
                options.command());
        try (RunFolder run = RunFolder.open(folder, config, provenance, options.resume())) {
            CellGenotype cell = given.orElseGet(() -> cellIn(stage(cell(config), data, folder.resolve(CELL), options)));
            RunLayout last = config.stages() == RspNetConfig.Stages.CELL
                    ? new RunLayout(folder.resolve(CELL))
                    : stage(paths(config, cell), data, folder.resolve(PATHS), options);
            FinalChoices.ofStages(Stream.of(CELL, PATHS)
                            .map(stage -> new RunLayout(folder.resolve(stage)))
                            .filter(RunLayout::exists)
                            .map(FinalChoices::read)
                            .toList())
                    .writeTo(run.layout());
            Candidates candidates = Candidates.read(last);
            candidates.writeTo(run.layout());
            return new SearchResult<>(architectureIn(last), candidates, Optional.empty(), Optional.empty());
        }
    }

    /** Runs a stage, or the rest of it. */
    private static RunLayout stage(ArchitectureSearch<?> search, Dataset data, Path folder, RunOptions options) {
        RunLayout run = new RunLayout(folder);
        if (!Files.exists(run.architecture())) {
            search.run(data, folder, options.ofPart(run));
        }
        return run;
    }

    /** Reads a cell that fits the blocks of this search. */
    private CellGenotype fittingCellIn(Path place) {
        CellGenotype cell = architectureIn(file(place)).cell();
        try {
            config.pathSpace(cell);
            return cell;
        } catch (IllegalArgumentException e) {
            throw new BadUsage(Text.format("cell.from: %s: %s", place, e.getMessage()), e);
        }
    }

    private static CellGenotype cellIn(RunLayout run) {
        return architectureIn(run).cell();
    }

    private static RspNetArchitecture architectureIn(RunLayout run) {
        return architectureIn(run.architecture());
    }

    /** @param place an {@code architecture.json} or a run that has one */
    private static Path file(Path place) {
        return Files.isDirectory(place) ? new RunLayout(place).architecture() : place;
    }

    private static RspNetArchitecture architectureIn(Path file) {
        if (Blueprint.read(file) instanceof Blueprint.OfRspNet found) {
            return found.architecture();
        }
        throw new BadUsage(Text.format(
                "cell.from: %s is of another space; allowed: the architecture.json of an rspnet search", file));
    }
}
