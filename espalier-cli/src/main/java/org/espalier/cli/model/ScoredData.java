package org.espalier.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.LeftOutSamples;
import org.espalier.data.Split;
import org.espalier.data.check.LabelledPixels;
import org.espalier.data.spec.Datasets;
import org.espalier.evaluation.CityscapesInstances;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.ScoringProtocol;
import org.espalier.evaluation.ScoringRules;
import org.espalier.label.InstanceMap;
import org.espalier.text.Text;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code eval} and {@code score}: the data to score on, what to compute, and the output. */
final class ScoredData {

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "Data set; see espalier list datasets. It decides the rules of scoring.")
    private String data;

    @Option(names = "--split", defaultValue = "val", description = "Split to score on. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Size to scale images and labels to. Default: that of the model; for score, the data's own.")
    private Optional<DataSize> size = Optional.empty();

    @Option(names = "--boundary", description = "Also compute boundary IoU.")
    private boolean boundary;

    @Option(
            names = "--confusion",
            paramLabel = "FILE",
            converter = ConfusionFile.Converter.class,
            description = "Write the confusion matrix: counts as FILE.csv, or a picture as FILE.svg.")
    private Optional<ConfusionFile> confusion = Optional.empty();

    @Mixin
    private SkipBad skipBad;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    private final List<String> notes = new ArrayList<>();
    private int leftOut;

    /** The split, at its own size unless {@code --size} is given. */
    Split open(Terminal terminal) {
        return open(size, terminal);
    }

    /** The split, at the size of the model unless {@code --size} is given. */
    Split openFor(DataSize model, Terminal terminal) {
        return open(Optional.of(size.orElse(model)), terminal);
    }

    /** Opens the split and reports which samples are left out. */
    private Split open(Optional<DataSize> working, Terminal terminal) {
        working.ifPresent(scaled -> notes.add(Text.format(
                "images and labels are scaled to %s; published scores are at the data's own size", scaled)));
        Split opened = Datasets.open(data, working, skipBad.cache()).split(split);
        LeftOutSamples.in(opened).ifPresent(some -> terminal.note(some.sentence()));
        leftOut = opened.leftOut().size();
        LabelledPixels.require(opened);
        return opened;
    }

    /** The rules of the data set, with what the options ask for. */
    ScoringRules rules(Split opened) {
        ScoringRules rules = ScoringRules.of(ScoringProtocol.ofData(data));
        if (boundary) {
            rules = rules.withBoundary();
        }
        return rules.protocol() == ScoringProtocol.CITYSCAPES ? withInstances(rules, opened) : rules;
    }

    private ScoringRules withInstances(ScoringRules rules, Split opened) {
        Path folder = Path.of(data.substring(data.indexOf(':') + 1));
        Optional<CityscapesInstances> instances = CityscapesInstances.of(folder, opened);
        if (instances.isEmpty()) {
            notes.add(Text.format("iIoU is not computed: %s has no instanceIds files in gtFine/%s", folder, split));
            return rules;
        }
        InstanceMap first = instances.get().of(0);
        DataSize labels = opened.sample(0).size();
        if (first.height() != labels.height() || first.width() != labels.width()) {
            notes.add(Text.format(
                    "iIoU is not computed: it needs labels at their own size, %dx%d", first.height(), first.width()));
            return rules;
        }
        return rules.withInstances(instances.get());
    }

    /** Prints the scores, and writes the confusion matrix if {@code --confusion} is given. */
    void print(Terminal terminal, String predictions, Evaluation evaluation) {
        confusion.ifPresent(file -> file.write(predictions + " on " + data + ", " + split, evaluation));
        noteAbsent(evaluation);
        ScoreReport report = ScoreReport.of(
                new ScoreReport.Subject(
                        predictions,
                        data,
                        split,
                        evaluation.protocol().words(),
                        evaluation.images(),
                        leftOut,
                        evaluation.seconds()),
                evaluation,
                notes);
        if (json) {
            terminal.json(report);
        } else {
            new ScoreTables(report, boundary, evaluation.instances().isPresent()).print(terminal);
        }
    }

    private void noteAbsent(Evaluation evaluation) {
        List<String> absent = IntStream.range(0, evaluation.labels().size())
                .filter(index -> evaluation.counts().iou(index).isEmpty())
                .mapToObj(evaluation.labels()::name)
                .toList();
        if (!absent.isEmpty()) {
            notes.add(Text.format(
                    "n/a: %s: %s; mIoU of the classes that occur %s",
                    String.join(", ", absent),
                    evaluation.protocol().absentInWords(),
                    Counts.share(evaluation.counts().meanIou())));
        }
    }
}
