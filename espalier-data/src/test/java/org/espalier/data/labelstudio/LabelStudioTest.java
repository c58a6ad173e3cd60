package org.espalier.data.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStudioTest extends LayoutContract {

    @TempDir
    Path other;

    @Override
    protected String spec(Path data) {
        return "labelstudio:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.text(data.resolve("labels.txt"), "_background_\ncar\nrace-car\n");
        Pictures.text(
                data.resolve("tasks.json"),
                "[{\"id\": 11, \"data\": {\"image\": \"/data/upload/1/0a1b2c3d-my%20first.jpg\"}},"
                        + " {\"id\": 12, \"data\": {\"image\": \"/data/local-files/?d=images/second.png\"}},"
                        + " {\"id\": 13, \"data\": {\"image\": \"third.png\"}}]");
        Pictures.photo(data.resolve("images/my first.jpg"), 0x405060);
        Pictures.photo(data.resolve("images/second.png"), 0x405060);
        Pictures.photo(data.resolve("images/third.png"), 0x405060);
        Pictures.gray(mask(data, "11-annotation-5-by-a@b.org-tag-car-0"), 255, 255, 0, 0, 0, 0);
        Pictures.gray(mask(data, "11-annotation-5-by-a@b.org-tag-car-1"), 0, 0, 0, 0, 0, 40);
        Pictures.gray(mask(data, "11-annotation-5-by-a@b.org-tag-race-car-0"), 0, 255, 0, 0, 255, 0);
        Pictures.gray(mask(data, "12-annotation-6-by-1-tag-race-car-0"), 255, 255, 255, 0, 0, 0);
        Pictures.text(data.resolve("train.txt"), "my first.jpg\n");
        Pictures.text(data.resolve("val.txt"), "second\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "my first", 1, 2, 0, 0, 2, 1), new Expected("val", "second", 2, 2, 2, 0, 0, 0));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("images/my first.jpg");
    }

    @Override
    protected Path label(Path data) {
        return mask(data, "11-annotation-5-by-a@b.org-tag-race-car-0");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.gray(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.gray(label.resolveSibling("task-11-annotation-5-by-1-tag-tram-0.png"), new int[6]);
        return "the file name ends in none of the classes";
    }

    /** A task whose masks are all missing is not labelled; a list that names its image is wrong. */
    @Override
    protected void deleteLabel(Path data) throws IOException {
        for (String region : List.of("car-0", "car-1", "race-car-0")) {
            Files.delete(mask(data, "11-annotation-5-by-a@b.org-tag-" + region));
        }
    }

    @Test
    void twoAnnotationsOfOneImageAreRefused() {
        write(other);
        Pictures.gray(mask(other, "11-annotation-9-by-1-tag-car-0"), new int[6]);

        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("annotation-5")
                .hasMessageContaining("annotation-9")
                .hasMessageContaining("two annotations of one image");
    }

    @Test
    void maskOfAnUnknownTaskIsRefused() {
        write(other);
        Pictures.gray(mask(other, "99-annotation-9-by-1-tag-car-0"), new int[6]);

        assertThatThrownBy(this::openOther).isInstanceOf(BadData.class).hasMessageContaining("task 99");
    }

    /** A project of polygons: its export as PNG is empty, so there is not even a folder of masks. */
    @Test
    void polygonsAreRefusedWithWhatToExportInstead() {
        Pictures.text(other.resolve("labels.txt"), "car\n");
        Pictures.photo(other.resolve("images/one.png"), 0x405060);
        Pictures.text(
                other.resolve("tasks.json"),
                task("{\"type\": \"polygonlabels\", \"original_width\": 3, \"original_height\": 2, \"value\":"
                        + " {\"points\": [[0, 0], [50, 0], [50, 100]], \"closed\": true,"
                        + " \"polygonlabels\": [\"car\"]}}"));

        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessage(other.resolve("tasks.json") + ": task 11 has a region of type polygonlabels, which the"
                        + " export 'Brush labels to PNG' leaves out; paint it with BrushLabels and export again, or"
                        + " export as COCO, draw that into masks and read them as folder:DIR");
    }

    /** The name of its file, {@code ...-tag-car-race-car-0.png}, does not tell such a region from one of the last. */
    @Test
    void regionsWithTwoLabelsAreRefused() {
        write(other);
        Pictures.text(
                other.resolve("tasks.json"),
                task("{\"type\": \"brushlabels\", \"value\": {\"format\": \"rle\", \"rle\": [],"
                        + " \"brushlabels\": [\"car\", \"race-car\"]}}"));

        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessageContaining(
                        "tasks.json: task 11 has a painted region with the labels [\"car\",\"race-car\"]");
    }

    /** The whole export has more than is read: a rating of the image beside the painted regions. */
    @Test
    void otherResultsDoNotMatter() {
        write(other);
        Pictures.text(
                other.resolve("tasks.json"),
                task("{\"type\": \"choices\", \"value\": {\"choices\": [\"sharp\"]}},"
                                + " {\"type\": \"brushlabels\", \"value\": {\"brushlabels\": [\"car\"]}}")
                        .replace("]}]}]", "]}]}, {\"id\": 12, \"data\": {\"image\": \"second.png\"}}]"));

        assertThat(openOther().split("train").sample(0).id()).isEqualTo("my first");
    }

    private static String task(String results) {
        return "[{\"id\": 11, \"data\": {\"image\": \"/data/upload/1/0a1b2c3d-my%20first.jpg\"},"
                + " \"annotations\": [{\"id\": 5, \"completed_by\": 1, \"result\": [" + results + "]}]}]";
    }

    private Dataset openOther() {
        return Datasets.open("labelstudio:" + other, Optional.empty(), new CacheFolder(other.resolve("cache")));
    }

    private static Path mask(Path data, String name) {
        return data.resolve("masks").resolve("task-" + name + ".png");
    }
}
