package org.espalier.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every layout does with a tiny copy of its data set: images of 2x3 in train and val. */
public abstract class LayoutContract {

    /** Class number of pixels without a class. */
    protected static final int NONE = 255;

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path temporary;

    private Path folder;

    /**
     * A sample that the copy has.
     *
     * @param classes class numbers of its 6 pixels, row by row
     */
    public record Expected(String split, String id, int... classes) {}

    /** The name of the data set in a folder. */
    protected abstract String spec(Path data);

    /** Writes the copy. */
    protected abstract void write(Path data);

    /** All its samples. */
    protected abstract List<Expected> expected();

    /** The image of a sample in train. */
    protected abstract Path image(Path data);

    /** The label file of that sample. */
    protected abstract Path label(Path data);

    /** Replaces the label file by one of another size. */
    protected abstract void writeAnotherSize(Path label);

    /**
     * Replaces the label file by one with something that is no class.
     *
     * @return what the message must say of it
     */
    protected abstract String writeUnknown(Path label);

    /** Deletes all label files of the sample. */
    protected void deleteLabel(Path data) throws IOException {
        Files.delete(label(data));
    }

    @BeforeEach
    void writeCopy() {
        folder = temporary.resolve("my data");
        write(folder);
    }

    @Test
    void samplesHaveTheirIdsSizesAndClasses() {
        List<String> found = new ArrayList<>();
        for (Split split : open().splits()) {
            for (Sample sample : samples(split)) {
                assertThat(sample.size()).isEqualTo(new DataSize(2, 3));
                found.add(text(split.name(), sample.id(), unsigned(sample.labels())));
            }
        }

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(expected().stream()
                        .map(one -> text(one.split(), one.id(), one.classes()))
                        .toList());
    }

    @Test
    void splitsAreTrainAndThenVal() {
        assertThat(open().splits()).extracting(Split::name).startsWith("train", "val");
    }

    @Test
    void fingerprintIsThatOfTheContents() throws IOException {
        String before = open().fingerprint();
        setTimes(folder, LONG_AGO);
        assertThat(open().fingerprint()).isEqualTo(before);
        assertThat(open().fingerprint()).as("remembered").isEqualTo(before);
        Path copy = temporary.resolve("copy");
        copy(folder, copy);
        assertThat(open(copy).fingerprint()).isEqualTo(before);

        Pictures.photo(image(copy), 0x123456);

        assertThat(open(copy).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void missingLabelFileIsReportedWithAFileBeforeAnythingIsDecoded() throws IOException {
        deleteLabel(folder);

        assertThatThrownBy(this::open)
                .isInstanceOf(BadData.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(image(folder).getFileName().toString().replaceFirst("\\.[a-z]+$", ""));
    }

    @Test
    void labelFileOfAnotherSizeIsRefused() {
        writeAnotherSize(label(folder));

        assertThatThrownBy(() -> open().splits().forEach(LayoutContract::samples))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(label(folder).toString())
                .hasMessageContaining("2x3")
                .hasMessageContaining("2x2");
    }

    @Test
    void whatIsNoClassIsReportedWithTheFile() {
        String said = writeUnknown(label(folder));

        assertThatThrownBy(() -> open().splits().forEach(LayoutContract::samples))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(label(folder).resolveSibling("").toString())
                .hasMessageContaining(said);
    }

    @Test
    void missingAndEmptyFoldersAreBadData() throws IOException {
        Path missing = temporary.resolve("missing");
        assertThatThrownBy(() -> open(missing)).isInstanceOf(BadData.class).hasMessageContaining(missing.toString());
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThatThrownBy(() -> open(empty)).isInstanceOf(BadData.class).hasMessageContaining(empty.toString());
    }

    /** Opens the copy. */
    protected Dataset open() {
        return open(folder);
    }

    private Dataset open(Path data) {
        return Datasets.open(spec(data), Optional.empty(), new CacheFolder(temporary.resolve("cache")));
    }

    private static List<Sample> samples(Split split) {
        return IntStream.range(0, split.size()).mapToObj(split::sample).toList();
    }

    private static String text(String split, String id, int[] classes) {
        return split + " " + id + " " + IntStream.of(classes).boxed().toList();
    }

    private static int[] unsigned(byte[] labels) {
        return IntStream.range(0, labels.length).map(i -> labels[i] & 0xFF).toArray();
    }

    private static void setTimes(Path folder, Instant time) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
