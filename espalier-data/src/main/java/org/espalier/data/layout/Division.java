package org.espalier.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The division of a folder of images into splits: by the lists {@code train.txt}, {@code val.txt} and {@code test.txt}
 * if there are any, otherwise by subfolders of these names, otherwise by shares.
 *
 * @param folder holds the lists
 * @param images all images
 * @param imagePaths finds the images that lists name
 * @param labelPaths finds the label files that lists name
 */
public record Division(Path folder, FileTree images, ListedPaths imagePaths, ListedPaths labelPaths) {

    private static final List<String> NEEDED = List.of("train", "val");
    private static final List<String> SPLITS = List.of("train", "val", "test");

    /** A division of images whose labels lists do not name. */
    public static Division of(Path folder, FileTree images) {
        ListedPaths paths = new ListedPaths(folder, List.of(folder, images.root()));
        return new Division(folder, images, paths, paths);
    }

    /**
     * The images of each split, train first.
     *
     * @param shares for a folder without lists and subfolders
     * @param groups whose images stay together
     * @throws BadData if there is no image, a split is missing or empty, a list is broken, or a group is in two splits
     */
    public SequencedMap<String, List<ListedImage>> splits(Shares shares, Groups groups) {
        if (images.files().isEmpty()) {
            throw new BadData(Text.format(
                    "%s: no image in the folder; allowed are %s", images.root(), String.join(", ", FileTree.PICTURES)));
        }
        SequencedMap<String, List<ListedImage>> splits;
        if (SPLITS.stream().anyMatch(name -> Files.isRegularFile(list(name)))) {
            splits = byLists();
        } else if (SPLITS.stream()
                .anyMatch(name -> Files.isDirectory(images.root().resolve(name)))) {
            splits = byFolders();
        } else {
            return shares.divide(all(), groups::of);
        }
        groups.requireWhole(splits);
        return splits;
    }

    private List<ListedImage> all() {
        List<ListedImage> all = new ArrayList<>();
        images.files().forEach((id, image) -> all.add(ListedImage.found(id, image)));
        return all;
    }

    private SequencedMap<String, List<ListedImage>> byLists() {
        SequencedMap<String, List<ListedImage>> splits = new LinkedHashMap<>();
        for (String name : SPLITS) {
            if (Files.isRegularFile(list(name))) {
                splits.put(
                        name,
                        SampleList.ofImages(list(name), imagePaths, labelPaths).stream()
                                .map(this::listed)
                                .toList());
            } else if (NEEDED.contains(name)) {
                throw new BadData(
                        Text.format("%s: no such list; with lists a folder needs train.txt and val.txt", list(name)));
            }
        }
        return splits;
    }

    private ListedImage listed(SampleList.Entry entry) {
        Path image = entry.image();
        String id = image.startsWith(images.root())
                ? images.id(image)
                : SampleFiles.id(image.startsWith(folder) ? folder.relativize(image) : image);
        return new ListedImage(id, image, entry.label(), entry.problem());
    }

    private SequencedMap<String, List<ListedImage>> byFolders() {
        SequencedMap<String, List<ListedImage>> splits = new LinkedHashMap<>();
        images.files().forEach((path, image) -> {
            int slash = path.indexOf('/');
            String name = path.substring(0, Math.max(slash, 0));
            if (!SPLITS.contains(name)) {
                throw new BadData(Text.format(
                        "%s: the image is in none of the subfolders train, val and test; move it into one", image));
            }
            splits.computeIfAbsent(name, split -> new ArrayList<>())
                    .add(ListedImage.found(path.substring(slash + 1), image));
        });
        SequencedMap<String, List<ListedImage>> ordered = new LinkedHashMap<>();
        for (String name : SPLITS) {
            List<ListedImage> found = splits.getOrDefault(name, List.of());
            if (!found.isEmpty()) {
                ordered.put(name, found);
            } else if (NEEDED.contains(name)) {
                throw new BadData(Text.format(
                        "%s: no image in the folder; with subfolders both train and val are needed",
                        images.root().resolve(name)));
            }
        }
        return ordered;
    }

    private Path list(String name) {
        return folder.resolve(name + ".txt");
    }
}
