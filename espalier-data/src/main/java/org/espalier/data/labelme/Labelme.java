package org.espalier.data.labelme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.Division;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.Groups;
import org.espalier.data.layout.LabelNames;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.ListedImage;
import org.espalier.data.layout.SampleFiles;
import org.espalier.data.layout.Shares;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Images with the JSON files that labelme writes beside them, {@code NAME.jpg} and {@code NAME.json}, and
 * {@code labels.txt} with the names of the classes. Images without a JSON file are no samples. A folder that
 * {@code labelme2voc.py} wrote is read too, see {@link ExportedMasks}.
 *
 * <p>Splits are lists, subfolders or {@linkplain Shares#STANDARD shares}, see {@link Division}.
 *
 * @param folder holds the images
 */
public record Labelme(Path folder) implements Layout {

    @Override
    public String title() {
        return "labelme";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(Text.format("labelme:%s: no such folder; give the one that holds the images", folder));
        }
        ExportedMasks exported = new ExportedMasks(folder);
        return exported.exists() ? exported.splits(hashes) : ofOutlines(hashes);
    }

    private List<FileSplit> ofOutlines(FileHashes hashes) {
        LabelNames names = LabelNames.read(folder);
        FileTree outlines = FileTree.of(folder, List.of("json"));
        FileTree pictures = FileTree.ofPictures(folder);
        FileTree labelled = new FileTree(folder, new TreeMap<>(pictures.files()));
        labelled.files().keySet().retainAll(outlines.files().keySet());
        outlines.files().forEach((id, file) -> {
            if (pictures.find(id).isEmpty()) {
                throw new BadData(Text.format("%s: no image of this name beside the file", file));
            }
        });
        List<FileSplit> splits = new ArrayList<>();
        Division.of(folder, labelled)
                .splits(Shares.STANDARD, Groups.NONE)
                .forEach((name, images) -> splits.add(new FileSplit(
                        name,
                        names.labels(),
                        images.stream().map(image -> sample(image, outlines)).toList(),
                        new OutlineReader(names),
                        hashes)));
        return splits;
    }

    private static SampleFiles sample(ListedImage image, FileTree outlines) {
        if (image.problem().isPresent()) {
            return SampleFiles.broken(image.id(), image.image(), image.problem().get());
        }
        return outlines.find(outlines.id(image.image()))
                .map(file -> SampleFiles.of(image.id(), image.image(), file))
                .orElseGet(() -> SampleFiles.broken(
                        image.id(),
                        image.image(),
                        Text.format("%s: no JSON file beside the image; label it or leave it out", image.image())));
    }
}
