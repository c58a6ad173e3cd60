package org.espalier.cli.model;

import java.nio.file.Path;
import java.util.Locale;
import org.espalier.cli.terminal.Counts;
import org.espalier.drawing.chart.ConfusionDrawing;
import org.espalier.evaluation.Evaluation;
import org.espalier.file.AtomicFile;
import org.espalier.metric.ConfusionCsv;
import org.espalier.text.Text;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file for the confusion matrix: counts as CSV, or a picture. */
record ConfusionFile(Path path, boolean picture) {

    private static final String CSV = ".csv";
    private static final String SVG = ".svg";

    /** Converts the name of a file that ends in {@code .csv} or {@code .svg}. */
    static final class Converter implements ITypeConverter<ConfusionFile> {

        @Override
        public ConfusionFile convert(String text) {
            String name = text.toLowerCase(Locale.ROOT);
            if (!name.endsWith(CSV) && !name.endsWith(SVG)) {
                throw new TypeConversionException(Text.format(
                        "got '%s'; allowed: a file name that ends in %s (counts) or %s (a picture)", text, CSV, SVG));
            }
            return new ConfusionFile(Path.of(text), name.endsWith(SVG));
        }
    }

    /** @param title what was scored */
    void write(String title, Evaluation evaluation) {
        String figures = Text.format(
                "%s: mIoU %s, pixel accuracy %s, %d images",
                title,
                Counts.share(evaluation.protocol().meanIou(evaluation.counts())),
                Counts.share(evaluation.counts().pixelAccuracy()),
                evaluation.images());
        AtomicFile.write(
                path,
                picture
                        ? new ConfusionDrawing(evaluation.counts(), evaluation.labels(), figures).svg()
                        : ConfusionCsv.of(evaluation.counts(), evaluation.labels()));
    }
}
