package org.espalier.data.camvid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.ListedPaths;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.data.layout.SampleList;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The copy of the SegNet authors: lists of {@code IMAGE LABEL}. The published lists hold absolute paths of their
 * authors' machine, which are resolved by their last two parts ({@code train/0001TP_006690.png}).
 */
record SegNetLists(Path folder) {

    private static final int VOID = 11;
    private static final List<String> NEEDED = List.of("train", "val");

    List<FileSplit> splits(FileHashes hashes) {
        for (String name : NEEDED) {
            if (!Files.isRegularFile(list(name))) {
                throw new BadData(Text.format(
                        "%s: no such list; a CamVid folder holds train.txt and val.txt with one line 'IMAGE LABEL' per"
                                + " sample, or 701_StillsRaw_full and LabeledApproved_full",
                        list(name)));
            }
        }
        LabelReader reader = new OneMask(LabelCoding.direct(CamVid.labels().size(), VOID));
        List<FileSplit> splits = new ArrayList<>();
        for (String name : List.of("train", "val", "test")) {
            if (Files.isRegularFile(list(name))) {
                splits.add(new FileSplit(name, CamVid.labels(), samples(list(name)), reader, hashes));
            }
        }
        return splits;
    }

    private List<SampleFiles> samples(Path list) {
        ListedPaths paths = new ListedPaths(folder, List.of(folder));
        List<SampleList.Entry> entries = SampleList.ofPairs(list, paths, paths);
        Path images = commonFolder(entries);
        return entries.stream()
                .map(entry -> new SampleFiles(
                        id(entry, images), entry.image(), entry.label().stream().toList(), entry.problem()))
                .toList();
    }

    /** The id: the path within the folder that all images have in common. */
    private static String id(SampleList.Entry entry, Path images) {
        return SampleFiles.id(entry.problem().isEmpty() ? images.relativize(entry.image()) : entry.image());
    }

    private Path commonFolder(List<SampleList.Entry> entries) {
        List<Path> found = entries.stream()
                .filter(entry -> entry.problem().isEmpty())
                .map(SampleList.Entry::image)
                .toList();
        Path common = found.isEmpty() ? folder : found.getFirst().resolveSibling("");
        while (!common.equals(folder) && !holdAll(common, found)) {
            common = common.resolve("..").normalize();
        }
        return common;
    }

    private static boolean holdAll(Path folder, List<Path> files) {
        return files.stream().allMatch(file -> file.startsWith(folder));
    }

    private Path list(String name) {
        return folder.resolve(name + ".txt");
    }
}
