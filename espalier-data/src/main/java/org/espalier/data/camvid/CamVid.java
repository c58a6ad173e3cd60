package org.espalier.data.camvid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.data.LabelCoding;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The Cambridge-driving Labeled Video Database (Brostow, Fauqueur and Cipolla: Semantic object classes in video, 2008)
 * in the reduced form of the SegNet authors: 480x360 PNG photographs, grey label files with values 0..10, and 11 for
 * void.
 *
 * <p>The folder holds {@code train.txt} and {@code val.txt} (and optionally {@code test.txt}). Scores on val are
 * optimistic: all its images are from a sequence that also provides more than half of train.
 */
public final class CamVid {

    private static final int VOID = 11;
    private static final List<String> NEEDED = List.of("train", "val");

    private CamVid() {}

    /** The 11 classes in their usual colours. */
    public static LabelSet labels() {
        return StandardLabels.camvid();
    }

    /**
     * The splits whose lists are in the folder. Checks that all listed files exist, but decodes none.
     *
     * @throws BadData if the folder or the list of train or val is missing, or a list is empty, unreadable or names a
     *     missing file
     */
    public static List<Split> splits(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    Text.format("camvid:%s: no such folder; give the one that holds train.txt and val.txt", folder));
        }
        for (String name : NEEDED) {
            if (!Files.isRegularFile(listOf(folder, name))) {
                throw new BadData(Text.format(
                        "%s: no such list; a CamVid folder holds train.txt and val.txt with one line"
                                + " 'IMAGE LABEL' per sample",
                        listOf(folder, name)));
            }
        }
        LabelCoding coding = LabelCoding.direct(labels().size(), VOID);
        return List.of("train", "val", "test").stream()
                .filter(name -> Files.isRegularFile(listOf(folder, name)))
                .<Split>map(name -> new CamVidSplit(name, ImageList.read(listOf(folder, name)), coding))
                .toList();
    }

    private static Path listOf(Path folder, String name) {
        return folder.resolve(name + ".txt");
    }
}
