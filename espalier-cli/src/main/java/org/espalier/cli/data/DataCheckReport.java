package org.espalier.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.SplitStatistics;
import org.espalier.data.SplitStatistics.ClassCount;
import org.espalier.data.check.DataCheck;
import org.espalier.data.check.SharedImages;
import org.espalier.data.check.SplitCheck;
import org.espalier.data.check.UnknownValue;

/**
 * The output of {@code data check --json}; scripts rely on the names.
 *
 * @param trainable whether it can be trained on as the command was given
 * @param problems why not
 * @param warnings what is odd
 */
record DataCheckReport(
        String data,
        boolean trainable,
        List<SplitReport> splits,
        List<SharedImages> shared,
        List<String> problems,
        List<String> warnings) {

    /**
     * One split.
     *
     * @param samples number of samples that can be read
     * @param unreadable number of samples that cannot
     * @param sizes HEIGHTxWIDTH, the most frequent first
     * @param images number of images of each of these sizes
     */
    record SplitReport(
            String name,
            int samples,
            int unreadable,
            List<String> sizes,
            List<Integer> images,
            long ignoredPixels,
            double ignoredShare,
            List<UnknownValue> unknownValues,
            List<ClassReport> classes) {}

    /**
     * One class.
     *
     * @param share of the pixels that have a class
     * @param images that contain the class
     * @param frequency share of the pixels of these images
     * @param weight by median frequency
     */
    record ClassReport(String name, long pixels, double share, int images, double frequency, double weight) {}

    static DataCheckReport of(String data, DataCheck check, List<String> problems, List<String> warnings) {
        return new DataCheckReport(
                data,
                problems.isEmpty(),
                check.splits().stream().map(DataCheckReport::split).toList(),
                check.shared(),
                problems,
                warnings);
    }

    private static SplitReport split(SplitCheck check) {
        return new SplitReport(
                check.name(),
                check.samples(),
                check.unreadable().size(),
                check.sizes().stream().map(one -> one.size().toString()).toList(),
                check.sizes().stream().map(SplitCheck.SizeCount::images).toList(),
                check.ignored(),
                check.ignoredShare(),
                check.unknownValues(),
                check.statistics()
                        .map(statistics -> classes(statistics, check.labelled()))
                        .orElse(List.of()));
    }

    private static List<ClassReport> classes(SplitStatistics statistics, long labelled) {
        double[] weights = statistics.medianFrequencyWeights();
        List<ClassReport> reports = new ArrayList<>();
        for (ClassCount one : statistics.classes()) {
            reports.add(new ClassReport(
                    one.name(),
                    one.pixels(),
                    labelled == 0 ? 0 : (double) one.pixels() / labelled,
                    one.images(),
                    one.frequency(),
                    weights[reports.size()]));
        }
        return reports;
    }
}
