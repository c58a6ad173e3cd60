package org.espalier.data.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files of one sample.
 *
 * @param id name of the sample, unique within its split: where nothing else is usual, the path of the image within the
 *     folder of images, with {@code /} and without extension
 * @param image the image
 * @param labels the label files; with a file for each object any number of them
 * @param problem why the sample cannot be read, as a complete message, if that is known before
 */
public record SampleFiles(String id, Path image, List<Path> labels, Optional<String> problem) {

    /** Copies the list. */
    public SampleFiles {
        labels = List.copyOf(labels);
    }

    /** A sample with one label file; both files exist. */
    public static SampleFiles of(String id, Path image, Path label) {
        return new SampleFiles(id, image, List.of(label), Optional.empty());
    }

    /** A sample that cannot be read. */
    public static SampleFiles broken(String id, Path image, String problem) {
        return new SampleFiles(id, image, List.of(), Optional.of(problem));
    }

    /** The id that a relative path gives: with {@code /} and without extension. */
    public static String id(Path relative) {
        String joined = StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        int dot = joined.lastIndexOf('.');
        return dot > joined.lastIndexOf('/') + 1 ? joined.substring(0, dot) : joined;
    }

    /** Image and labels. */
    Stream<Path> files() {
        return Stream.concat(Stream.of(image), labels.stream());
    }
}
