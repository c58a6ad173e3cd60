package org.espalier.data.camvid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.Layout;
import org.espalier.label.LabelSet;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The Cambridge-driving Labeled Video Database (Brostow, Fauqueur and Cipolla: Semantic object classes in video, 2008),
 * with the 11 classes of the SegNet authors, in one of two forms:
 *
 * <ul>
 *   <li>the SegNet copy: 480x360 PNG photographs, grey label files with values 0..10, and 11 for void; the folder holds
 *       {@code train.txt} and {@code val.txt} (and optionally {@code test.txt});
 *   <li>the original: 960x720 photographs in {@code 701_StillsRaw_full} and label files with 32 colours in
 *       {@code LabeledApproved_full} (or {@code images} and {@code labels}), in the splits of the SegNet authors.
 * </ul>
 *
 * <p>Scores on val are optimistic: all its images are from a sequence that also provides more than half of train.
 *
 * @param folder of either form
 */
public record CamVid(Path folder) implements Layout {

    @Override
    public String title() {
        return "camvid";
    }

    /** The 11 classes in their usual colours. */
    static LabelSet labels() {
        return StandardLabels.camvid();
    }

    @Override
    public List<FileSplit> splits(FileHashes hashes) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    Text.format("camvid:%s: no such folder; give the one that holds train.txt and val.txt", folder));
        }
        Path labels = folder.resolve("LabeledApproved_full");
        if (Files.isDirectory(labels)) {
            return new OriginalFrames(folder.resolve("701_StillsRaw_full"), labels).splits(hashes);
        }
        if (holds("images") && holds("labels") && !Files.isRegularFile(folder.resolve("train.txt"))) {
            return new OriginalFrames(folder.resolve("images"), folder.resolve("labels")).splits(hashes);
        }
        return new SegNetLists(folder).splits(hashes);
    }

    private boolean holds(String name) {
        return Files.isDirectory(folder.resolve(name));
    }
}
