package org.espalier.metric;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;

/**
 * A confusion matrix as CSV: a row for each true class, a column for each predicted class, a last column for pixels
 * without a prediction. Cells are counts of pixels.
 */
public final class ConfusionCsv {

    private static final String CORNER = "truth";
    private static final String NO_PREDICTION = "(none)";

    private ConfusionCsv() {}

    /** The matrix as text, lines ended by LF. */
    public static String of(ConfusionMatrix counts, LabelSet labels) {
        StringBuilder csv = new StringBuilder(row(CORNER, labels.names(), NO_PREDICTION));
        for (int truth = 0; truth < labels.size(); truth++) {
            int row = truth;
            List<String> cells = IntStream.range(0, labels.size())
                    .mapToObj(prediction -> Long.toString(counts.count(row, prediction)))
                    .toList();
            csv.append(row(labels.name(truth), cells, Long.toString(counts.unpredicted(truth))));
        }
        return csv.toString();
    }

    private static String row(String first, List<String> cells, String last) {
        StringJoiner row = new StringJoiner(",", "", "\n");
        row.add(quoted(first));
        cells.forEach(cell -> row.add(quoted(cell)));
        return row.add(last).toString();
    }

    /** A cell; in quotation marks if it has a comma, a quotation mark or an end of line (RFC 4180). */
    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
