package org.espalier.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.cli.picture.PngFile;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.deploy.Segmenter;
import org.espalier.image.PictureFile;
import org.espalier.image.Pixels;
import org.espalier.label.LabelClass;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.label.MaskPicture;
import org.espalier.model.Model;
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
public final class PredictCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A run, its model folder, or an exported .onnx.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Images, or folders of images.")
    private List<Path> images;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder; created if missing.")
    private Path out;

    @Override
    public void run() {
        SequencedMap<String, Path> pictures = Pictures.named(images);
        try (Segmenter segmenter = Segmenter.load(Files.isDirectory(model) ? Model.folder(model) : model)) {
            Folders.create(out);
            for (Map.Entry<String, Path> picture : pictures.entrySet()) {
                Pixels image = PictureFile.pixels(
                        picture.getValue(), segmenter.config().pixels());
                Mask mask = segmenter.segment(image);
                MaskFile.writeGray(mask, out.resolve(picture.getKey() + ".png"));
                PngFile.write(
                        MaskPicture.overlay(image.picture(), mask, segmenter.labels(), MaskPicture.DEFAULT_OPACITY),
                        out.resolve(picture.getKey() + "-overlay.png"));
            }
            terminal.table(legend(segmenter));
        }
        terminal.line(Text.format("%d pictures segmented into %s", pictures.size(), out));
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
