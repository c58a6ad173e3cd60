package org.espalier.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.evaluation.Evaluator;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.metric.Cityscapes;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores predictions of any program. */
@Command(
        name = "score",
        description = "Score predictions of any program: DIR has one PNG of class numbers per sample, ID.png.")
public final class ScoreCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Folder of the predictions.")
    private Path folder;

    @Mixin
    private ScoredData data;

    @Option(
            names = "--cityscapes-ids",
            description = "The files hold Cityscapes' label ids instead of train ids, as its server wants them.")
    private boolean cityscapesIds;

    @Override
    public void run() {
        if (!Files.isDirectory(folder)) {
            throw new BadData(Text.format("DIR: there is no folder %s; name the folder of the predictions", folder));
        }
        Split truth = data.open(terminal);
        requireAll(truth);
        data.print(terminal, folder.toString(), Evaluator.evaluate(truth, data.rules(truth), this::read));
    }

    private void requireAll(Split truth) {
        List<Path> missing = IntStream.range(0, truth.size())
                .mapToObj(index -> file(truth.sample(index)))
                .filter(file -> !Files.isRegularFile(file))
                .toList();
        if (!missing.isEmpty()) {
            throw new BadData(Text.format(
                    "%s: %d of %d predictions are missing, the first is %s; name each after its sample",
                    folder, missing.size(), truth.size(), missing.getFirst().getFileName()));
        }
    }

    private Mask read(Sample sample) {
        Mask mask = classNumbers(file(sample));
        if (mask.height() != sample.size().height()
                || mask.width() != sample.size().width()) {
            throw new BadData(Text.format(
                    "%s has size %dx%d, its sample %s; predict at the size of the data, or pass --size %dx%d",
                    file(sample), mask.height(), mask.width(), sample.size(), mask.height(), mask.width()));
        }
        return mask;
    }

    private Mask classNumbers(Path file) {
        Mask stored = MaskFile.read(file);
        try {
            return cityscapesIds ? Cityscapes.classNumbers(stored) : stored;
        } catch (IllegalArgumentException e) {
            throw new BadData(file + ": " + e.getMessage(), e);
        }
    }

    private Path file(Sample sample) {
        return folder.resolve(sample.id() + ".png");
    }
}
