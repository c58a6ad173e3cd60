package org.espalier.data.cityscapes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Cityscapes (Cordts et al.: The Cityscapes dataset for semantic urban scene understanding, CVPR 2016) with its 19
 * train ids: {@code leftImg8bit/SPLIT/CITY/BASE_leftImg8bit.png} and
 * {@code gtFine/SPLIT/CITY/BASE_gtFine_labelIds.png}. A split without such files is read from
 * {@code BASE_gtFine_labelTrainIds.png}, which the official scripts write.
 *
 * <p>The id of a sample is its base name, such as {@code aachen_000000_000019}. Splits are train, val and, where it has
 * label files, test; those of the download are all without a class.
 *
 * @param folder holds leftImg8bit and gtFine
 * @param coarse whether train also has the images of train_extra with their coarse labels in gtCoarse
 */
public record Cityscapes(Path folder, boolean coarse) implements Layout {

    private static final String IMAGE = "_leftImg8bit";

    @Override
    public String title() {
        return coarse ? "cityscapes-coarse" : "cityscapes";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        Stream.of("leftImg8bit", "gtFine").forEach(this::requireFolder);
        boolean ids = hasLabelIds("gtFine");
        LabelReader reader = new OneMask(ids ? CityscapesIds.coding() : LabelCoding.direct(19, 255));
        List<SampleFiles> train = new ArrayList<>(samples("gtFine", "train", ids));
        if (coarse) {
            requireFolder("gtCoarse");
            train.addAll(samples("gtCoarse", "train_extra", ids));
        }
        List<FileSplit> splits = new ArrayList<>();
        splits.add(split("train", train, reader, hashes));
        splits.add(split("val", samples("gtFine", "val", ids), reader, hashes));
        if (Files.isDirectory(folder.resolve("gtFine").resolve("test"))
                && Files.isDirectory(folder.resolve("leftImg8bit").resolve("test"))) {
            splits.add(split("test", samples("gtFine", "test", ids), reader, hashes));
        }
        return splits;
    }

    private static FileSplit split(String name, List<SampleFiles> samples, LabelReader reader, FileHashes hashes) {
        return new FileSplit(name, StandardLabels.cityscapes(), samples, reader, hashes);
    }

    private List<SampleFiles> samples(String truth, String split, boolean ids) {
        requireFolder("leftImg8bit/" + split);
        requireFolder(truth + "/" + split);
        FileTree labels = FileTree.ofPictures(folder.resolve(truth).resolve(split));
        String suffix = "_" + truth + (ids ? "_labelIds" : "_labelTrainIds");
        List<SampleFiles> samples = new ArrayList<>();
        FileTree.ofPictures(folder.resolve("leftImg8bit").resolve(split))
                .files()
                .forEach((path, image) -> {
                    if (path.endsWith(IMAGE)) {
                        String base = path.substring(0, path.length() - IMAGE.length());
                        String id = base.substring(base.lastIndexOf('/') + 1);
                        samples.add(labels.find(base + suffix)
                                .map(label -> SampleFiles.of(id, image, label))
                                .orElseGet(() -> SampleFiles.broken(
                                        id,
                                        image,
                                        Text.format(
                                                "%s: no label file %s/%s%s.png", image, labels.root(), base, suffix))));
                    }
                });
        if (samples.isEmpty()) {
            throw new BadData(Text.format(
                    "%s: no image in the folder; there must be CITY/BASE%s.png",
                    folder.resolve("leftImg8bit").resolve(split), IMAGE));
        }
        return samples;
    }

    private boolean hasLabelIds(String truth) {
        return FileTree.ofPictures(folder.resolve(truth)).files().keySet().stream()
                .anyMatch(path -> path.endsWith("_labelIds"));
    }

    private void requireFolder(String name) {
        if (!Files.isDirectory(folder.resolve(name))) {
            throw new BadData(Text.format(
                    "%s: no such folder; a Cityscapes folder holds leftImg8bit and gtFine with train and val, and with"
                            + " coarse=true also leftImg8bit/train_extra and gtCoarse/train_extra",
                    folder.resolve(name)));
        }
    }
}
