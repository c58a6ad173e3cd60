package org.espalier.search.autodeeplab;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.engine.LibTorch;
import org.espalier.run.Event;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunOptions;
import org.espalier.search.BilevelLoop;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.train.RunDriver;

/**
 * The Auto-DeepLab search in a run folder: from a data set to {@code architecture.json}.
 *
 * <pre>{@code
 * Blueprint found = AutoDeepLabSearch.of(AutoDeepLabConfig.CPU).run(data, Path.of("runs/a"), RunOptions.NEW);
 * }</pre>
 */
public final class AutoDeepLabSearch {

    private final AutoDeepLabConfig config;
    private final AutoDeepLab space;

    private AutoDeepLabSearch(AutoDeepLabConfig config) {
        this.config = config;
        this.space = config.space();
    }

    /** A search. */
    public static AutoDeepLabSearch of(AutoDeepLabConfig config) {
        return new AutoDeepLabSearch(config);
    }

    /**
     * Searches on the split {@code train}; after each epoch the architecture that the weights stand for is told in the run's events.
     *
     * @param folder new or empty, or with a run to resume
     * @return what was found, also written to the run's {@code architecture.json}
     */
    public Blueprint run(Dataset data, Path folder, RunOptions options) {
        Provenance provenance = Provenance.of(
                LibTorch.threads(),
                Map.of("search", config.search().seed()),
                Optional.of(data.fingerprint()),
                options.command());
        try (RunFolder run = options.resume()
                ? RunFolder.resume(folder, AutoDeepLabConfig.class, config, provenance)
                : RunFolder.create(folder, config, provenance)) {
            Split train = data.split("train");
            Split sized = config.search().size().map(train::resized).orElse(train);
            Supernet supernet = space.supernet(data.labels().size());
            try (BilevelLoop loop = new BilevelLoop(supernet, sized, config.search())) {
                RunDriver.drive(loop, run, options.progress(), (result, journal) -> {
                    AutoDeepLabArchitecture now = space.decode(loop.choiceWeights());
                    journal.append(Event.now("architecture", result.steps())
                            .with("path", now.path().toString())
                            .with("cell", now.cell().toString()));
                });
                Blueprint found = new Blueprint.OfAutoDeepLab(space.decode(loop.choiceWeights()), config.network());
                found.write(run.layout().architecture());
                return found;
            }
        }
    }
}
