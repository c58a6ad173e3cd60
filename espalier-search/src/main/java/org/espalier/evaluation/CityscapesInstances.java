package org.espalier.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.file.FileProblem;
import org.espalier.label.InstanceFile;
import org.espalier.label.InstanceMap;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The instance ids of Cityscapes in its own layout,
 * {@code gtFine/SPLIT/CITY/CITY_SEQUENCE_FRAME_gtFine_instanceIds.png}. A sample's file is the one with the same
 * city, sequence and frame.
 */
public final class CityscapesInstances implements InstanceIds {

    private static final Pattern IMAGE = Pattern.compile("(?:.*/)?([^/_]+_\\d+_\\d+)(?:_[^/]*)?");
    private static final String ENDING = "_gtFine_instanceIds.png";

    private final Split split;
    private final Map<String, Path> files;

    private CityscapesInstances(Split split, Map<String, Path> files) {
        this.split = split;
        this.files = files;
    }

    /**
     * The instance ids for a split; empty if the data set has no such files for it.
     *
     * @param folder the data set's, which has {@code gtFine}
     */
    public static Optional<CityscapesInstances> of(Path folder, Split split) {
        Path labels = folder.resolve("gtFine").resolve(split.name());
        if (!Files.isDirectory(labels)) {
            return Optional.empty();
        }
        Map<String, Path> files = new TreeMap<>();
        for (Path file : instanceFiles(labels)) {
            String name = file.getFileName().toString();
            files.put(name.substring(0, name.length() - ENDING.length()), file);
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new CityscapesInstances(split, files));
    }

    @Override
    public InstanceMap of(int index) {
        Sample sample = split.sample(index);
        @Nullable Path file = files.get(image(sample.id()));
        if (file == null) {
            throw new BadData(Text.format(
                    "sample %s of %s: there is no file CITY_SEQUENCE_FRAME%s for it",
                    sample.id(), split.name(), ENDING));
        }
        return InstanceFile.read(file);
    }

    /** City, sequence and frame of a sample, wherever in its id they are. */
    private static String image(String id) {
        Matcher parts = IMAGE.matcher(id);
        return parts.matches() ? parts.group(1) : id;
    }

    private static List<Path> instanceFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList();
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", folder, FileProblem.of(e)), e);
        }
    }
}
