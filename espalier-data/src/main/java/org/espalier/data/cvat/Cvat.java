package org.espalier.data.cvat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.espalier.data.LabelCoding;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.IdList;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.Layout;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.data.layout.Shares;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * An export of CVAT in the format "Segmentation mask 1.1" with images: {@code JPEGImages}, masks in colours in
 * {@code SegmentationClass}, the classes with their colours in {@code labelmap.txt}, lists of ids in
 * {@code ImageSets/Segmentation}. Every label of {@code labelmap.txt} is a class, {@code background} too.
 *
 * <p>Splits are the lists {@code train.txt} and {@code val.txt} or {@code validation.txt} (in any case, CVAT's own
 * names of subsets) if there are both; otherwise all listed images are divided by {@linkplain Shares#STANDARD shares}.
 *
 * @param folder holds labelmap.txt
 */
public record Cvat(Path folder) implements Layout {

    @Override
    public String title() {
        return "cvat";
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        for (String name : List.of("JPEGImages", "SegmentationClass", "ImageSets/Segmentation")) {
            if (!Files.isDirectory(folder.resolve(name))) {
                throw new BadData(Text.format(
                        "%s: no such folder; export as 'Segmentation mask 1.1' with 'Save images', and unpack the"
                                + " archive",
                        folder.resolve(name)));
            }
        }
        LabelMap map = LabelMap.read(folder.resolve("labelmap.txt"));
        LabelSet labels = map.labels();
        LabelReader reader = new OneMask(LabelCoding.colors(
                labels.classes().stream().map(one -> List.of(one.rgb())).toList(), List.of()));
        List<FileSplit> splits = new ArrayList<>();
        samples().forEach((name, samples) -> splits.add(new FileSplit(name, labels, samples, reader, hashes)));
        return splits;
    }

    private SequencedMap<String, List<SampleFiles>> samples() {
        SequencedMap<String, List<SampleFiles>> lists = lists();
        if (lists.containsKey("train") && lists.containsKey("val")) {
            return lists;
        }
        List<SampleFiles> all =
                lists.values().stream().flatMap(List::stream).distinct().toList();
        return Shares.STANDARD.divide(all, SampleFiles::id);
    }

    /** The samples of each list, by its name in lower case. */
    private SequencedMap<String, List<SampleFiles>> lists() {
        Path lists = folder.resolve("ImageSets").resolve("Segmentation");
        SequencedMap<String, List<SampleFiles>> samples = new LinkedHashMap<>();
        FileTree.of(lists, List.of("txt")).files().forEach((name, list) -> {
            IdList ids = new IdList(list, folder.resolve("JPEGImages"), folder.resolve("SegmentationClass"));
            samples.merge(split(name), ids.samples(), Cvat::joined);
        });
        if (samples.isEmpty()) {
            throw new BadData(Text.format("%s: no list in the folder; CVAT writes default.txt", lists));
        }
        SequencedMap<String, List<SampleFiles>> ordered = new LinkedHashMap<>();
        for (String name : List.of("train", "val", "test")) {
            Optional.ofNullable(samples.remove(name)).ifPresent(list -> ordered.put(name, list));
        }
        ordered.putAll(samples);
        return ordered;
    }

    private static String split(String list) {
        String name = list.toLowerCase(Locale.ROOT);
        return name.equals("validation") ? "val" : name;
    }

    private static List<SampleFiles> joined(List<SampleFiles> one, List<SampleFiles> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
