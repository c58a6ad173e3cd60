package org.espalier.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.Division;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.Groups;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.ListedImage;
import org.espalier.data.layout.ListedPaths;
import org.espalier.data.layout.SampleFiles;
import org.espalier.problem.BadData;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;

/**
 * A user's own folder: {@code images/NAME.jpg} with {@code masks/NAME.png}, subfolders alike, and {@code dataset.yaml}.
 * Splits are lists, subfolders or shares, see {@link Division}.
 *
 * @param folder holds images, masks and dataset.yaml
 */
public record OwnFolder(Path folder) implements Layout {

    static final String IMAGES = "images";
    static final String MASKS = "masks";

    @Override
    public String title() {
        return "folder";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        requireFolders(folder);
        if (!Files.isRegularFile(folder.resolve(DatasetFile.NAME))) {
            throw new BadData(Text.format(
                    "%s: no such file; write it with: %s",
                    folder.resolve(DatasetFile.NAME), ShellCommand.of("espalier", "data", "init", folder.toString())));
        }
        DatasetFile file = DatasetFile.read(folder);
        FileTree images = FileTree.ofPictures(folder.resolve(IMAGES));
        FileTree masks = FileTree.ofPictures(folder.resolve(MASKS));
        LabelReader reader = new OwnMasks(file.coding(), folder);
        List<FileSplit> splits = new ArrayList<>();
        new Division(folder, images, paths(IMAGES), paths(MASKS))
                .splits(file.split(), new Groups(file.groups()))
                .forEach((name, listed) -> splits.add(new FileSplit(
                        name,
                        file.labels(),
                        listed.stream().map(one -> sample(one, images, masks)).toList(),
                        reader,
                        hashes,
                        file.format())));
        splits.set(0, splits.getFirst().beside(withoutImage(masks, splits)));
        return splits;
    }

    /** Masks that no sample uses, a sentence each. */
    private static List<String> withoutImage(FileTree masks, List<FileSplit> splits) {
        Set<Path> used = splits.stream()
                .flatMap(split -> split.samples().stream())
                .flatMap(sample -> sample.labels().stream())
                .collect(Collectors.toSet());
        return masks.files().values().stream()
                .filter(mask -> !used.contains(mask))
                .map(mask -> mask + ": a mask without an image")
                .toList();
    }

    /** @throws BadData if there is no folder, or none of images or masks in it */
    static void requireFolders(Path folder) {
        for (String name : List.of(IMAGES, MASKS)) {
            if (!Files.isDirectory(folder.resolve(name))) {
                throw new BadData(Text.format(
                        "%s: no such folder; a folder of own images holds images/NAME.jpg (or .png) and"
                                + " masks/NAME.png",
                        folder.resolve(name)));
            }
        }
    }

    private ListedPaths paths(String subfolder) {
        return new ListedPaths(folder, List.of(folder, folder.resolve(subfolder)));
    }

    private static SampleFiles sample(ListedImage listed, FileTree images, FileTree masks) {
        if (listed.problem().isPresent()) {
            return SampleFiles.broken(
                    listed.id(), listed.image(), listed.problem().get());
        }
        String path = listed.image().startsWith(images.root()) ? images.id(listed.image()) : listed.id();
        Optional<Path> mask = listed.label().or(() -> masks.find(path));
        return mask.map(label -> SampleFiles.of(listed.id(), listed.image(), label))
                .orElseGet(() -> SampleFiles.broken(
                        listed.id(),
                        listed.image(),
                        Text.format(
                                "%s: no mask %s.png in %s; add it, or take the image out of the folder",
                                listed.image(), path, masks.root())));
    }
}
