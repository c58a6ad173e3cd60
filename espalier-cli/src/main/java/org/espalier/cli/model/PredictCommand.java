package org.espalier.cli.model;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.cli.picture.PngFile;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.deploy.Segmenter;
import org.espalier.label.LabelClass;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.label.MaskPicture;
import org.espalier.label.RgbPixels;
import org.espalier.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uses a model as an application would: in ONNX Runtime. */
@Command(
        name = "predict",
        description =
                "Segment pictures: NAME.png has the class numbers, NAME-overlay.png their colours over the picture.")
public final class PredictCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A run, its model folder, or an exported .onnx.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures, or folders of them.")
    private List<Path> images;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write; made if missing.")
    private Path out;

    @Override
    public void run() {
        SequencedMap<String, Path> pictures = Pictures.named(images);
        try (Segmenter segmenter = Segmenter.load(Files.isDirectory(model) ? Model.folder(model) : model)) {
            Folders.make(out);
            for (Map.Entry<String, Path> picture : pictures.entrySet()) {
                BufferedImage image = RgbPixels.read(picture.getValue());
                Mask mask = segmenter.segment(image);
                MaskFile.writeGray(mask, out.resolve(picture.getKey() + ".png"));
                PngFile.write(
                        MaskPicture.overlay(image, mask, segmenter.labels(), MaskPicture.USUAL_OPACITY),
                        out.resolve(picture.getKey() + "-overlay.png"));
            }
            terminal.table(legend(segmenter));
        }
        terminal.line("%d pictures segmented into %s".formatted(pictures.size(), out));
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
