package org.espalier.data.labelme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.Division;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.Groups;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.ListedImage;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.data.layout.Shares;
import org.espalier.data.layout.TextLines;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * What labelme's program {@code labelme2voc.py} writes: {@code JPEGImages/NAME.jpg}, masks with class numbers in
 * {@code SegmentationClassPNG} or, by later versions, {@code SegmentationClass}, and {@code class_names.txt} with a
 * class per line. The value 255 is that of {@code __ignore__}.
 *
 * @param folder holds class_names.txt
 */
record ExportedMasks(Path folder) {

    private static final String NAMES = "class_names.txt";
    private static final int IGNORED = 255;

    /** Whether the folder is such an export. */
    boolean exists() {
        return Files.isRegularFile(folder.resolve(NAMES));
    }

    List<FileSplit> splits(FileHashes hashes) {
        LabelSet labels = labels();
        LabelReader reader = new OneMask(LabelCoding.direct(labels.size(), IGNORED));
        FileTree masks = FileTree.of(masks(), List.of("png"));
        List<FileSplit> splits = new ArrayList<>();
        Division.of(folder, FileTree.ofPictures(requireFolder("JPEGImages")))
                .splits(Shares.STANDARD, Groups.NONE)
                .forEach((name, images) -> splits.add(new FileSplit(
                        name,
                        labels,
                        images.stream().map(image -> sample(image, masks)).toList(),
                        reader,
                        hashes)));
        return splits;
    }

    private LabelSet labels() {
        Path file = folder.resolve(NAMES);
        try {
            return LabelSet.ofNames(
                    TextLines.read(file).stream().map(TextLines.Line::text).toList());
        } catch (IllegalArgumentException e) {
            throw new BadData(Text.format("%s: %s", file, e.getMessage()), e);
        }
    }

    private Path masks() {
        Path first = folder.resolve("SegmentationClassPNG");
        return Files.isDirectory(first) ? first : requireFolder("SegmentationClass");
    }

    private Path requireFolder(String name) {
        Path wanted = folder.resolve(name);
        if (!Files.isDirectory(wanted)) {
            throw new BadData(
                    Text.format("%s: no such folder, but there is a %s; run labelme2voc.py again", wanted, NAMES));
        }
        return wanted;
    }

    private static SampleFiles sample(ListedImage image, FileTree masks) {
        if (image.problem().isPresent()) {
            return SampleFiles.broken(image.id(), image.image(), image.problem().get());
        }
        return masks.find(image.id())
                .map(mask -> SampleFiles.of(image.id(), image.image(), mask))
                .orElseGet(() -> SampleFiles.broken(
                        image.id(),
                        image.image(),
                        Text.format("%s: no mask %s.png in %s", image.image(), image.id(), masks.root())));
    }
}
