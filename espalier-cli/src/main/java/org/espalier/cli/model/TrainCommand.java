package org.espalier.cli.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.FittingWeights;
import org.espalier.cli.argument.PlanOption;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.spec.Datasets;
import org.espalier.model.Model;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.Tensors;
import org.espalier.space.backbone.Backbone;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.espalier.weights.WeightFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network. */
@Command(name = "train", description = "Train a network, score it on val and write its model into the run.")
public final class TrainCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Mixin
    private PlanOption plan;

    @Parameters(paramLabel = "ARCH", description = Blueprints.HELP)
    private String architecture;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "Data set to train on; see espalier list datasets.")
    private String data;

    @Mixin
    private SkipBad skipBad;

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights to start from, of this network or of its backbone: safetensors, a PyTorch state"
                    + " dict, a run or a model.")
    private Optional<Path> weights = Optional.empty();

    @Override
    public void run() {
        Blueprint blueprint = Blueprints.of(architecture);
        TrainConfig config = run.config(TrainConfig.class, TrainConfig.PRESETS, "");
        Dataset dataset = Datasets.open(data, config.images().size(), skipBad.cache());
        run.requireWeightsOnResume(weights);
        reportUntrained(blueprint, dataset);
        Training plain = Training.of(blueprint, config);
        Training training = weights.map(file -> plain.from(fitting(file, blueprint, dataset)))
                .orElse(plain);
        if (plan.isAsked()) {
            plan.show(terminal, List.of(training.forecast("training", dataset)));
            return;
        }
        LongWork.run(terminal, run.resumeHint(terminal), progress -> {
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
            terminal.note("the backbone starts untrained; to start from trained weights, pass --weights FILE");
        }
    }

    /** Reads the weights of a file and reports which of them fit the network. */
    private Tensors fitting(Path file, Blueprint blueprint, Dataset dataset) {
        Split train = dataset.split("train");
        WeightFit fit =
                FittingWeights.read(file, blueprint.network(train.labels().size()), train);
        terminal.note(Text.format("%s: %s", file, fit.summary()));
        return fit.tensors();
    }

    /** The scores of the final model, from the events of the run. */
    private static String score(RunLayout run) {
        List<Event> events = EventLog.read(run.events());
        Event evaluation = last(events, "evaluation")
                .orElseThrow(() ->
                        new IllegalStateException("no evaluation in the events of a finished training: " + run.root()));
        String val = Text.format(
                "val: mIoU %s, pixel accuracy %s; model in %s",
                Counts.share(evaluation.number("miou")), Counts.share(evaluation.number("pixelAccuracy")), run.model());
        return last(events, "best").map(best -> selection(best) + "\n" + val).orElse(val);
    }

    private static String selection(Event best) {
        return Text.format(
                "select: mIoU %s after step %.0f of %d, the best by select; these weights are kept",
                Counts.share(best.number("miou")), best.number("ofStep").orElseThrow(), best.step());
    }

    private static Optional<Event> last(List<Event> events, String kind) {
        return events.stream().filter(event -> event.kind().equals(kind)).reduce((earlier, later) -> later);
    }
}
