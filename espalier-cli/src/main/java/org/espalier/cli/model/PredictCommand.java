package org.espalier.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.espalier.cli.picture.PngFile;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.Segmenter;
import org.espalier.image.PictureFile;
import org.espalier.image.Pixels;
import org.espalier.label.CityscapesLabelIds;
import org.espalier.label.LabelClass;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.label.MaskPicture;
import org.espalier.label.StandardLabels;
import org.espalier.model.Model;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.Protocol;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Segments images with a model in ONNX Runtime, as an application would. */
@Command(
        name = "predict",
        description = "Segment images: NAME.png has the class numbers, NAME-overlay.png the image with"
                + " the classes in colour over it.")
public final class PredictCommand implements Callable<Integer> {

    private static final int BAD_DATA = 3;

    @Mixin
    private Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A run, its model folder, or an exported .onnx.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Images, or folders of images with" + " their subfolders.")
    private List<Path> images;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder; created if missing.")
    private Path out;

    @Mixin
    private ProtocolOptions options;

    @Option(
            names = "--cityscapes-ids",
            description = "Write only NAME.png, with Cityscapes' label ids instead of train ids, as its server wants.")
    private boolean cityscapesIds;

    @Override
    public Integer call() {
        SequencedMap<String, Path> pictures = Pictures.named(images, out);
        Protocol protocol = options.protocol();
        int leftOut = 0;
        Path file = Files.isDirectory(model) ? Model.folder(model) : model;
        try (Segmenter segmenter = Segmenter.load(file, new Segmenter.Options(0, protocol))) {
            requireCityscapes(segmenter);
            Folders.create(out);
            CheckedSegmenter checked = new CheckedSegmenter(segmenter, protocol);
            for (Map.Entry<String, Path> picture : pictures.entrySet()) {
                try {
                    predict(checked, segmenter.config(), picture.getKey(), picture.getValue());
                } catch (BadData e) {
                    leftOut++;
                    terminal.note("left out: " + naming(picture.getValue(), String.valueOf(e.getMessage())));
                }
            }
            terminal.table(legend(segmenter));
        }
        int segmented = pictures.size() - leftOut;
        terminal.line(Text.format("%d %s segmented into %s", segmented, segmented == 1 ? "picture" : "pictures", out));
        if (leftOut > 0) {
            terminal.note(Text.format("left out %d of %d pictures that cannot be read", leftOut, pictures.size()));
        }
        return leftOut > 0 ? BAD_DATA : 0;
    }

    private static String naming(Path file, String message) {
        return message.contains(file.toString()) ? message : file + ": " + message;
    }

    private void requireCityscapes(Segmenter segmenter) {
        List<String> needed = StandardLabels.cityscapes().names();
        if (cityscapesIds && !segmenter.labels().names().equals(needed)) {
            throw new BadUsage(Text.format(
                    "--cityscapes-ids: the model has the classes %s; allowed: a model with those of Cityscapes, %s",
                    segmenter.labels().names(), needed));
        }
    }

    private void predict(CheckedSegmenter segmenter, ModelConfig config, String name, Path file) {
        Pixels image = PictureFile.pixels(file, config.pixels());
        Mask mask = segmenter.segment(image);
        Path numbers = out.resolve(name + ".png");
        Folders.create(Objects.requireNonNullElse(numbers.getParent(), out));
        if (cityscapesIds) {
            MaskFile.writeGray(CityscapesLabelIds.of(mask), numbers);
            return;
        }
        MaskFile.writeGray(mask, numbers);
        PngFile.write(
                MaskPicture.overlay(image.picture(), mask, config.labels(), MaskPicture.DEFAULT_OPACITY),
                out.resolve(name + "-overlay.png"));
    }

    private static Table legend(Segmenter segmenter) {
        Table table = Table.of("class", "number", "colour");
        int number = 0;
        for (LabelClass one : segmenter.labels().classes()) {
            table.row(one.name(), Integer.toString(number++), one.hexColor());
        }
        return table;
    }
}
