package org.espalier.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.Segmenter;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluator;
import org.espalier.evaluation.TestTimeAugmentation;
import org.espalier.model.Model;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a model. */
@Command(name = "eval", description = "Score a model on whole images: mIoU, IoU of each class, pixel accuracy.")
public final class EvalCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "MODEL", description = "A run, its model folder, or an exported .onnx.")
    private Path model;

    @Mixin
    private ScoredData data;

    @Option(
            names = "--scales",
            paramLabel = "S",
            split = ",",
            defaultValue = "1",
            description = "Average the predictions at these scales of the image, such as 0.75,1,1.25.")
    private List<Double> scales;

    @Option(names = "--flip", description = "Average the predictions for the image and its mirror image.")
    private boolean flip;

    @Override
    public void run() {
        TestTimeAugmentation views = views();
        Evaluation evaluation = Files.isRegularFile(model) ? ofFile(views) : ofModel(views);
        data.print(terminal, model.toString(), evaluation);
    }

    private Evaluation ofModel(TestTimeAugmentation views) {
        if (!Files.isDirectory(model)) {
            throw new BadData(Text.format(
                    "MODEL: there is no %s; allowed: a run, its model folder, or an exported .onnx", model));
        }
        try (Model loaded = Model.load(model)) {
            Split images = images(loaded.config());
            return views.equals(TestTimeAugmentation.NONE) ? loaded.evaluate(images) : loaded.evaluate(images, views);
        }
    }

    private Evaluation ofFile(TestTimeAugmentation views) {
        if (!views.equals(TestTimeAugmentation.NONE)) {
            throw new BadUsage("--scales and --flip need a run or its model folder; got the file " + model);
        }
        try (Segmenter segmenter = Segmenter.load(model)) {
            Split images = images(segmenter.config());
            if (!images.labels().names().equals(segmenter.labels().names())) {
                throw new BadData(Text.format(
                        "--data: the model has the classes %s, the data set has %s; use data with the same classes",
                        segmenter.labels().names(), images.labels().names()));
            }
            return Evaluator.evaluate(images, sample -> segmenter.segment(sample.pixels()));
        }
    }

    private Split images(ModelConfig config) {
        return data.openFor(new DataSize(config.height(), config.width()));
    }

    private TestTimeAugmentation views() {
        try {
            return new TestTimeAugmentation(scales, flip);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--" + e.getMessage(), e);
        }
    }
}
