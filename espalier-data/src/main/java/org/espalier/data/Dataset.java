package org.espalier.data;

import java.util.List;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Images with a class number for every pixel, in splits such as {@code train} and {@code val}.
 *
 * @param name as the user gave it, for example {@code scenes} or {@code camvid:/data/CamVid}
 * @param labels the classes, the same in all splits
 * @param splits at least one, in their usual order
 */
public record Dataset(String name, LabelSet labels, List<Split> splits) {

    /**
     * @throws IllegalArgumentException if there is no split, or two differ in their classes or the form of their images
     */
    public Dataset {
        splits = List.copyOf(splits);
        if (splits.isEmpty()
                || splits.stream().anyMatch(split -> !split.labels().equals(labels))) {
            throw new IllegalArgumentException("a data set needs at least one split, all with its classes: " + name);
        }
        if (splits.stream().map(Split::format).distinct().count() > 1) {
            throw new IllegalArgumentException("the splits of a data set have images of one form: " + name);
        }
    }

    /** The form of every image. */
    public PixelFormat format() {
        return splits.getFirst().format();
    }

    /**
     * The split of that name.
     *
     * @throws BadUsage if there is none; the message lists the existing ones
     */
    public Split split(String split) {
        return splits.stream()
                .filter(candidate -> candidate.name().equals(split))
                .findFirst()
                .orElseThrow(() -> new BadUsage(Text.format(
                        "data %s: no split '%s'; there is %s",
                        name, split, splits.stream().map(Split::name).toList())));
    }

    /** A hash that changes when any of the splits changes. */
    public String fingerprint() {
        Fingerprint all = new Fingerprint();
        splits.forEach(split -> all.add(split.name()).add(split.fingerprint()));
        return all.hex();
    }
}
