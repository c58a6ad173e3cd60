package org.espalier.data.labelstudio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
 * Brush masks of Label Studio's export "Brush labels to PNG" in {@code masks}, the images in {@code images}, the names
 * of the classes in {@code labels.txt}, and the export "JSON" as {@code tasks.json}, which says which image a task is
 * for. Tasks without a mask are no samples.
 *
 * <p>Splits are lists, subfolders or {@linkplain Shares#STANDARD shares}, see {@link Division}.
 *
 * @param folder holds images, masks, labels.txt and tasks.json
 */
public record LabelStudio(Path folder) implements Layout {

    @Override
    public String title() {
        return "labelstudio";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        Tasks tasks = Tasks.read(folder.resolve("tasks.json"));
        tasks.requireBrushes();
        for (String name : List.of("images", "masks")) {
            if (!Files.isDirectory(folder.resolve(name))) {
                throw new BadData(Text.format(
                        "%s: no such folder; put the images into images, and the files of the export 'Brush labels to"
                                + " PNG' into masks",
                        folder.resolve(name)));
            }
        }
        LabelNames names = LabelNames.read(folder);
        FileTree pictures = FileTree.ofPictures(folder.resolve("images"));
        Map<String, Path> imageOf = tasks.images(pictures);
        Map<Path, List<BrushFile>> brushes = new TreeMap<>();
        BrushFile.of(folder.resolve("masks"), names)
                .forEach(brush -> brushes.computeIfAbsent(image(brush, imageOf), image -> new ArrayList<>())
                        .add(brush));
        brushes.values().forEach(BrushFile::requireOneAnnotation);
        FileTree labelled = new FileTree(
                pictures.root(),
                pictures.files().entrySet().stream()
                        .filter(picture -> brushes.containsKey(picture.getValue()))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)));
        List<FileSplit> splits = new ArrayList<>();
        Division.of(folder, labelled)
                .splits(Shares.STANDARD, Groups.NONE)
                .forEach((name, images) -> splits.add(new FileSplit(
                        name,
                        names.labels(),
                        images.stream().map(image -> sample(image, brushes)).toList(),
                        new BrushReader(names),
                        hashes)));
        return splits;
    }

    private static SampleFiles sample(ListedImage image, Map<Path, List<BrushFile>> brushes) {
        List<BrushFile> found = brushes.getOrDefault(image.image(), List.of());
        Optional<String> problem = image.problem()
                .or(() -> found.isEmpty()
                        ? Optional.of(Text.format("%s: no mask of a task for this image", image.image()))
                        : Optional.empty());
        return new SampleFiles(
                image.id(), image.image(), found.stream().map(BrushFile::file).toList(), problem);
    }

    private static Path image(BrushFile brush, Map<String, Path> imageOf) {
        return Optional.ofNullable(imageOf.get(brush.task()))
                .orElseThrow(() -> new BadData(Text.format(
                        "%s: tasks.json names no image in images for task %s; export the JSON of the same project",
                        brush.file(), brush.task())));
    }
}
