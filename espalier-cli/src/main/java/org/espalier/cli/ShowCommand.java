package org.espalier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Terminal;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.ModelPackage;
import org.espalier.problem.BadData;
import org.espalier.run.Provenance;
import org.espalier.run.RunLayout;
import org.espalier.summary.RunSummary;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a run or a model is, how good it is, and which command makes it again. */
@Command(
        name = "show",
        description =
                "Show what a run or a model is: data, seeds, versions, machine, steps, score, and the command that"
                        + " makes it again.")
final class ShowCommand implements Runnable {

    private static final String ANOTHER = "ANOTHER";

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "The folder of a run, or of a model.")
    private Path path;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /**
     * What is known of a model.
     *
     * @param run that made it, if the model is still in it
     */
    private record Shown(Optional<RunSummary> run, Optional<ModelConfig> model, List<String> again) {}

    @Override
    public void run() {
        Shown shown = shown();
        if (json) {
            terminal.json(shown);
            return;
        }
        shown.run.ifPresent(this::showRun);
        shown.model.ifPresent(this::showModel);
        if (!shown.again.isEmpty()) {
            entry("again", ShellCommand.of(shown.again));
        }
    }

    private Shown shown() {
        boolean isRun = new RunLayout(path).exists();
        if (!isRun && !ModelPackage.isIn(path)) {
            throw new BadData(Text.format(
                    "no run and no model at %s; allowed: the folder of a run, which has a config.yaml, or of a model,"
                            + " which has a config.json",
                    path));
        }
        Optional<RunSummary> summary = (isRun ? Optional.of(path) : runAround(path)).map(RunSummary::of);
        Path model = isRun ? new RunLayout(path).model() : path;
        Optional<ModelConfig> config =
                ModelPackage.isIn(model) ? Optional.of(ModelPackage.read(model).config()) : Optional.empty();
        return new Shown(
                summary, config, summary.map(one -> one.commandFor(ANOTHER)).orElse(List.of()));
    }

    /** The run that a model is in. */
    private static Optional<Path> runAround(Path model) {
        return Optional.ofNullable(model.toAbsolutePath().normalize().getParent())
                .filter(folder -> new RunLayout(folder).exists());
    }

    private void showRun(RunSummary run) {
        Provenance begun = run.provenance();
        entry("run", run.folder());
        entry("state", Text.format("%s, %s", run.state().inWords(), steps(run)));
        run.miou().ifPresent(miou -> entry("mIoU", Counts.fourDecimals(miou) + " on val"));
        run.loss().ifPresent(loss -> entry("loss", Counts.fourDecimals(loss) + " of the best candidate"));
        run.multiplyAdds().ifPresent(count -> entry("found", Counts.whole(count) + " multiply-adds"));
        entry("started", begun.started().toString());
        entry("command", begun.command().isEmpty() ? "none, by a library call" : ShellCommand.of(begun.command()));
        entry(
                "version",
                begun.version()
                        + begun.commit().map(commit -> ", commit " + commit).orElse(""));
        entry(
                "machine",
                Text.format(
                        "%s, %d processors, %s",
                        begun.cpu().orElse("unknown processor"), begun.processors(), begun.system()));
        entry("computed", Text.format("threads %d, %s, %s", begun.threads(), begun.kernels(), begun.java()));
        entry(
                "seeds",
                begun.seeds().entrySet().stream()
                        .map(seed -> seed.getKey() + " " + seed.getValue())
                        .collect(Collectors.joining(", ")));
        entry("data", begun.data().map(hash -> "fingerprint " + hash).orElse("none"));
        entry(
                "weights",
                begun.weights().map(hash -> "began with those of hash " + hash).orElse("random, or not recorded"));
        entry("config", new RunLayout(Path.of(run.folder())).config().toString());
    }

    private static String steps(RunSummary run) {
        return run.total()
                .map(total -> Text.format("%d of %d steps", run.steps().orElse(0L), total))
                .orElse("in parts, which have folders of their own");
    }

    private void showModel(ModelConfig model) {
        List<String> classes = new ArrayList<>();
        model.labels().classes().forEach(one -> classes.add(one.name()));
        entry("model", model.name());
        entry("classes", classes.size() + ": " + String.join(", ", classes));
        entry("images", Text.format("%dx%d, %s", model.height(), model.width(), model.pixels()));
        entry("network", "graph " + model.graph());
        model.weights().ifPresent(hash -> entry("values", "model.safetensors " + hash));
    }

    private void entry(String name, String value) {
        terminal.line(Text.format("%-9s%s", name, value));
    }
}
