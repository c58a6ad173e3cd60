package org.espalier.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.Segmenter;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluator;
import org.espalier.model.Model;
import org.espalier.model.SameClasses;
import org.espalier.problem.BadData;
import org.espalier.protocol.Protocol;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Scores a model. */
@Command(name = "eval", description = "Score a model: mIoU, IoU of each class, pixel accuracy.")
public final class EvalCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "MODEL", description = "A run, its model folder, or an exported .onnx.")
    private Path model;

    @Mixin
    private ScoredData data;

    @Mixin
    private ProtocolOptions options;

    @Override
    public void run() {
        Protocol protocol = options.protocol();
        Evaluation evaluation = Files.isRegularFile(model) ? ofFile(protocol) : ofModel(protocol);
        data.print(terminal, model.toString(), evaluation);
    }

    private Evaluation ofModel(Protocol protocol) {
        if (!Files.isDirectory(model)) {
            throw new BadData(Text.format(
                    "MODEL: there is no %s; allowed: a run, its model folder, or an exported .onnx", model));
        }
        try (Model loaded = Model.load(model)) {
            Split images = images(loaded.config());
            return loaded.evaluate(images, data.rules(images), protocol);
        }
    }

    private Evaluation ofFile(Protocol protocol) {
        try (Segmenter segmenter = Segmenter.load(model, new Segmenter.Options(0, protocol))) {
            Split images = images(segmenter.config());
            SameClasses.require(model.toString(), segmenter.labels(), images);
            CheckedSegmenter checked = new CheckedSegmenter(segmenter, protocol);
            return Evaluator.evaluate(images, data.rules(images), sample -> checked.segment(sample.pixels()));
        }
    }

    private Split images(ModelConfig config) {
        return data.openFor(new DataSize(config.height(), config.width()), terminal);
    }
}
