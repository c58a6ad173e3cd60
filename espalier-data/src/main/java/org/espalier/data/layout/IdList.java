package org.espalier.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A list of ids in the manner of PASCAL VOC: image {@code IMAGES/ID.jpg}, label file {@code MASKS/ID.png}. A line may
 * also name both files, {@code /JPEGImages/ID.jpg /SegmentationClassAug/ID.png}; then the id is that of the image.
 *
 * @param list the list
 * @param images folder of the images
 * @param masks folder of the label files
 */
public record IdList(Path list, Path images, Path masks) {

    private static final String SEPARATOR = "/";

    /**
     * The samples in the order of the list.
     *
     * @throws BadData if the list is missing or empty
     */
    public List<SampleFiles> samples() {
        if (!Files.isRegularFile(list)) {
            throw new BadData(Text.format("%s: no such list; it has one id per line", list));
        }
        FileTree pictures = FileTree.ofPictures(images);
        FileTree labels = FileTree.ofPictures(masks);
        List<SampleFiles> samples = TextLines.read(list).stream()
                .map(line -> sample(line, pictures, labels))
                .toList();
        if (samples.isEmpty()) {
            throw new BadData(Text.format("%s: the list is empty; it needs one id per line", list));
        }
        return samples;
    }

    private SampleFiles sample(TextLines.Line line, FileTree pictures, FileTree labels) {
        String id = id(line.text(), pictures);
        return pictures.find(id)
                .map(image -> labels.find(id)
                        .map(label -> SampleFiles.of(id, image, label))
                        .orElseGet(() -> broken(line, id, image, masks)))
                .orElseGet(() -> broken(line, id, images.resolve("line " + line.number()), images));
    }

    private SampleFiles broken(TextLines.Line line, String id, Path image, Path folder) {
        return SampleFiles.broken(
                id, image, Text.format("%s, line %d: no picture '%s' in %s", list, line.number(), id, folder));
    }

    /** The id: the line itself, or the path within the folder of images in its first word. */
    private String id(String line, FileTree pictures) {
        String folder = SEPARATOR + images.getFileName() + SEPARATOR;
        String path = SEPARATOR + line;
        int start = path.indexOf(folder);
        if (pictures.find(line).isPresent() || start < 0) {
            return line;
        }
        String image = path.substring(start + folder.length());
        int end = image.indexOf('.');
        return end < 0 ? image : image.substring(0, end);
    }
}
