package org.espalier.data.ade20k;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.label.LabelSet;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * ADE20K as the scene parsing benchmark provides it (ADEChallengeData2016; Zhou et al.: Scene parsing through ADE20K
 * dataset, CVPR 2017): {@code images/training/ID.jpg} and {@code annotations/training/ID.png}, the same with
 * {@code validation}. The value 0 means no class, the values 1..150 are the classes 0..149.
 *
 * @param folder holds images and annotations
 */
public record Ade20k(Path folder) implements Layout {

    @Override
    public String title() {
        return "ade20k";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        return List.of(split("train", "training", hashes), split("val", "validation", hashes));
    }

    private FileSplit split(String name, String subfolder, FileHashes hashes) {
        Path images = subfolder("images", subfolder);
        FileTree masks = FileTree.ofPictures(subfolder("annotations", subfolder));
        List<SampleFiles> samples = new ArrayList<>();
        FileTree.ofPictures(images)
                .files()
                .forEach((id, image) -> samples.add(masks.find(id)
                        .map(label -> SampleFiles.of(id, image, label))
                        .orElseGet(() -> SampleFiles.broken(
                                id, image, Text.format("%s: no label file %s.png in %s", image, id, masks.root())))));
        if (samples.isEmpty()) {
            throw new BadData(Text.format("%s: no image in the folder", images));
        }
        LabelSet labels = StandardLabels.ade20k();
        List<List<Integer>> values =
                IntStream.rangeClosed(1, labels.size()).boxed().map(List::of).toList();
        return new FileSplit(name, labels, samples, new OneMask(LabelCoding.values(values, List.of(0))), hashes);
    }

    private Path subfolder(String kind, String name) {
        Path subfolder = folder.resolve(kind).resolve(name);
        if (!Files.isDirectory(subfolder)) {
            Path inner = folder.resolve("ADEChallengeData2016");
            throw new BadData(Text.format(
                    "%s: no such folder; %s",
                    subfolder,
                    Files.isDirectory(inner)
                            ? "did you mean ade20k:" + inner + "?"
                            : "an ADE20K folder holds images and annotations, each with training and validation"));
        }
        return subfolder;
    }
}
