package org.espalier.data.camvid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The 701 original frames: photograph {@code NAME.png}, label file {@code NAME_L.png}. The splits of the SegNet authors
 * follow from the names: val is 0016E5 from frame 7959 to frame 8159 with odd numbers, train is the rest of 0016E5, all
 * of 0006R0 and 0001TP from frame 6690 on, test is the rest of 0001TP and all of Seq05VD (367, 101 and 233 frames).
 */
record OriginalFrames(Path images, Path labels) {

    private static final String SUFFIX = "_L";
    private static final Pattern NAME = Pattern.compile("(0001TP|0006R0|0016E5|Seq05VD)_f?([0-9]+)");
    private static final int FIRST_TRAIN_0001TP = 6690;
    private static final int FIRST_VAL = 7959;
    private static final int LAST_VAL = 8159;

    List<FileSplit> splits(FileHashes hashes) {
        if (!Files.isDirectory(images)) {
            throw new BadData(Text.format(
                    "%s: no such folder; the label files are in %s, so the photographs belong here", images, labels));
        }
        SequencedMap<String, List<SampleFiles>> samples = new LinkedHashMap<>();
        List.of("train", "val", "test").forEach(split -> samples.put(split, new ArrayList<>()));
        FileTree masks = FileTree.ofPictures(labels);
        FileTree.ofPictures(images)
                .files()
                .forEach((id, image) ->
                        samples.getOrDefault(split(image), List.of()).add(sample(id, image, masks)));
        LabelReader reader = new OneMask(CamVidColors.coding());
        List<FileSplit> splits = new ArrayList<>();
        samples.forEach((split, found) -> {
            if (!found.isEmpty()) {
                splits.add(new FileSplit(split, CamVid.labels(), found, reader, hashes));
            } else if (!split.equals("test")) {
                throw new BadData(Text.format("%s: no image of split '%s' in the folder", images, split));
            }
        });
        return splits;
    }

    private SampleFiles sample(String id, Path image, FileTree masks) {
        return masks.find(id + SUFFIX)
                .map(label -> SampleFiles.of(id, image, label))
                .orElseGet(() -> SampleFiles.broken(
                        id, image, Text.format("%s: no label file %s%s.png in %s", image, id, SUFFIX, masks.root())));
    }

    private static String split(Path image) {
        Matcher name = NAME.matcher(SampleFiles.id(image.getFileName()));
        if (!name.matches()) {
            throw new BadData(Text.format(
                    "%s: not the name of a CamVid frame, such as 0016E5_07959; for other images use folder:DIR",
                    image));
        }
        int frame = Integer.parseInt(name.group(2));
        return switch (name.group(1)) {
            case "0016E5" -> frame >= FIRST_VAL && frame <= LAST_VAL && frame % 2 == 1 ? "val" : "train";
            case "0001TP" -> frame >= FIRST_TRAIN_0001TP ? "train" : "test";
            case "0006R0" -> "train";
            default -> "test";
        };
    }
}
