package org.espalier.cli.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.picture.ContactSheet;
import org.espalier.cli.picture.Legend;
import org.espalier.cli.picture.PngFile;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.spec.Datasets;
import org.espalier.label.LabelClass;
import org.espalier.label.MaskPicture;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows some samples, to check that the labels fit the images. */
@Command(name = "show", description = "Write a page of images, each next to a copy with its labels drawn over it.")
final class DataShowCommand implements Runnable {

    private static final int SAMPLES_PER_ROW = 3;

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "DATA", description = "Data set; see espalier list datasets.")
    private String data;

    @Option(names = "--out", paramLabel = "FILE.png", required = true, description = "Output file.")
    private Path out;

    @Option(names = "--split", defaultValue = "train", description = "Split to show. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "12",
            description = "Number of samples, spread evenly over the split. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Override
    public void run() {
        AtLeast.require("--count", count, 1);
        Dataset dataset = Datasets.openUncached(data);
        Split shown = dataset.split(split);
        int samples = Math.min(count, shown.size());
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Sample sample = shown.sample((int) ((long) i * shown.size() / samples));
            BufferedImage image = sample.image();
            pictures.add(image);
            pictures.add(MaskPicture.overlay(image, sample.mask(), dataset.labels(), MaskPicture.DEFAULT_OPACITY));
        }
        PngFile.write(Legend.below(ContactSheet.of(rows(pictures)), dataset.labels()), out);
        Table legend = Table.of("class", "colour");
        for (LabelClass one : dataset.labels().classes()) {
            legend.row(one.name(), one.hexColor());
        }
        terminal.table(legend);
        terminal.line(Text.format("%d of %d samples of %s in %s", samples, shown.size(), split, out));
    }

    private static List<List<BufferedImage>> rows(List<BufferedImage> pictures) {
        List<List<BufferedImage>> rows = new ArrayList<>();
        int length = 2 * SAMPLES_PER_ROW;
        for (int from = 0; from < pictures.size(); from += length) {
            rows.add(pictures.subList(from, Math.min(from + length, pictures.size())));
        }
        return rows;
    }
}
