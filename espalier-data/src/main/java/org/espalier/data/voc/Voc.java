package org.espalier.data.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.IdList;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.OneMask;
import org.espalier.label.LabelSet;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * PASCAL VOC segmentation (Everingham et al.: The PASCAL visual object classes challenge, 2010), 21 classes: images in
 * {@code JPEGImages}, palette masks in {@code SegmentationClass}, lists of ids in {@code ImageSets/Segmentation}. The
 * value 255, drawn around objects, means no class.
 *
 * <p>With the additional labels of Hariharan et al. (Semantic contours from inverse detectors, ICCV 2011) train is the
 * list {@code train_aug.txt} (or {@code trainaug.txt}) with the masks in {@code SegmentationClassAug}; val stays.
 *
 * @param folder holds JPEGImages
 * @param additional whether train has the additional labels
 */
public record Voc(Path folder, boolean additional) implements Layout {

    private static final int IGNORED = 255;

    @Override
    public String title() {
        return additional ? "voc-aug" : "voc";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        Stream.of("JPEGImages", "SegmentationClass").forEach(this::requireFolder);
        List<FileSplit> splits = new ArrayList<>();
        splits.add(
                additional
                        ? split("train", additionalList(), "SegmentationClassAug", hashes)
                        : split("train", list("train"), "SegmentationClass", hashes));
        splits.add(split("val", list("val"), "SegmentationClass", hashes));
        return splits;
    }

    private FileSplit split(String name, Path list, String masks, FileHashes hashes) {
        requireFolder(masks);
        LabelSet labels = StandardLabels.voc();
        IdList ids = new IdList(list, folder.resolve("JPEGImages"), folder.resolve(masks));
        return new FileSplit(
                name, labels, ids.samples(), new OneMask(LabelCoding.direct(labels.size(), IGNORED)), hashes);
    }

    private Path additionalList() {
        Optional<Path> found = Stream.of("train_aug", "trainaug")
                .map(this::list)
                .filter(Files::isRegularFile)
                .findFirst();
        return found.orElseThrow(() -> new BadData(Text.format(
                "%s: no such list; aug=true needs it, and the masks in SegmentationClassAug", list("train_aug"))));
    }

    private Path list(String name) {
        return folder.resolve("ImageSets").resolve("Segmentation").resolve(name + ".txt");
    }

    private void requireFolder(String name) {
        if (!Files.isDirectory(folder.resolve(name))) {
            String hint = Stream.of(
                            folder.resolve("VOC2012"),
                            folder.resolve("VOCdevkit").resolve("VOC2012"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .map(inner -> "; did you mean voc:" + inner + "?")
                    .orElse("; a VOC folder holds JPEGImages, SegmentationClass and ImageSets/Segmentation");
            throw new BadData(Text.format("%s: no such folder%s", folder.resolve(name), hint));
        }
    }
}
