package org.espalier.cli.model;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.model.Model;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.Tensors;
import org.espalier.space.backbone.Backbone;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.espalier.weights.WeightFile;
import org.espalier.weights.WeightFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network. */
@Command(name = "train", description = "Train a network; scores it on val and writes its model into the run.")
public final class TrainCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Parameters(paramLabel = "ARCH", description = Blueprints.HELP)
    private String architecture;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "What to train on; espalier list datasets.")
    private String data;

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights to start from, of this network or of its backbone: safetensors, or a state dict of"
                    + " PyTorch.")
    private Optional<Path> weights = Optional.empty();

    @Override
    public void run() {
        Blueprint blueprint = Blueprints.of(architecture);
        TrainConfig config = run.config(TrainConfig.class, TrainConfig.PRESETS, "");
        Dataset dataset = Datasets.open(data, config.images().size(), CacheFolder.standard());
        run.requireWeightsAsBegun(weights);
        reportUntrained(blueprint, dataset);
        Training plain = Training.of(blueprint, config);
        Training training = weights.map(file -> plain.from(fitting(file, blueprint, dataset)))
                .orElse(plain);
        LongWork.run(terminal, run.farewell(terminal), progress -> {
            try (Model model = training.run(dataset, run.out(), run.options(terminal, progress))) {
                return model.config();
            }
        });
        terminal.line(score(new RunLayout(run.out())));
    }

    private void reportUntrained(Blueprint blueprint, Dataset dataset) {
        boolean hasBackbone = blueprint.network(dataset.labels().size()).weights().keySet().stream()
                .anyMatch(name -> name.startsWith(Backbone.SCOPE + "."));
        if (hasBackbone && weights.isEmpty() && !run.resume()) {
            terminal.line("the backbone starts untrained; --weights FILE starts from a trained one");
        }
    }

    /** The weights of a file, as the network for the data's classes has them; says what becomes of its classifier. */
    private Tensors fitting(Path file, Blueprint blueprint, Dataset dataset) {
        int classes = dataset.split("train").labels().size();
        WeightFit fit = WeightFit.of(blueprint.network(classes), WeightFile.read(file), file.toString());
        terminal.line("%s: %s".formatted(file, fit.summary()));
        return fit.tensors();
    }

    /** How good the model of a run is, from the run's events. */
    private static String score(RunLayout run) {
        Event last = EventLog.read(run.events()).stream()
                .filter(event -> event.kind().equals("evaluation"))
                .reduce((earlier, later) -> later)
                .orElseThrow(() ->
                        new IllegalStateException("a training that has ended reported no evaluation: " + run.root()));
        return "val: mIoU %s, pixel accuracy %s; model in %s"
                .formatted(Counts.share(last.number("miou")), Counts.share(last.number("pixelAccuracy")), run.model());
    }
}
