package org.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest extends LayoutContract {

    private static final String YAML = "classes: {background: 0, crack: [1, 7]}\nignore: 255\n";

    @TempDir
    Path around;

    private Path own;

    @BeforeEach
    void nameOwnFolder() {
        own = around.resolve("own");
    }

    @Override
    protected String spec(Path data) {
        return "folder:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.text(data.resolve("dataset.yaml"), "\uFEFF" + YAML);
        Pictures.photo(data.resolve("images/train/north/wall 1.JPG.jpg"), 0x405060);
        Pictures.gray(data.resolve("masks/train/north/wall 1.JPG.png"), 0, 1, 7, 255, 0, 0);
        Pictures.photo(data.resolve("images/train/south/wall 1.png"), 0x405060);
        Pictures.gray(data.resolve("masks/train/south/wall 1.png"), 1, 1, 1, 1, 1, 1);
        Pictures.photo(data.resolve("images/val/wall.png"), 0x405060);
        Pictures.gray(data.resolve("masks/val/wall.png"), 0, 0, 0, 0, 0, 255);
        Pictures.text(data.resolve("images/.DS_Store"), "not seen");
        Pictures.text(data.resolve("images/._hidden.png"), "not seen");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "north/wall 1.JPG", 0, 1, 1, NONE, 0, 0),
                new Expected("train", "south/wall 1", 1, 1, 1, 1, 1, 1),
                new Expected("val", "wall", 0, 0, 0, 0, 0, NONE));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("images/train/north/wall 1.JPG.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("masks/train/north/wall 1.JPG.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.gray(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.gray(label, 0, 0, 0, 0, 2, 2);
        return "value 2 in 2 pixels; allowed values are 0..1, 7 and 255 (no class)";
    }

    @Test
    void masksInColorsAreReadByTheirColors() {
        own("classes: {wall: \"#102030\", crack: [\"#FF0000\", \"#aa0000\"]}\nignore: \"#FFFFFF\"\n");
        Pictures.photo(own.resolve("images/a.png"), 0);
        Pictures.rgb(own.resolve("masks/a.png"), 0x102030, 0xFF0000, 0xAA0000, 0xFFFFFF, 0x102030, 0x102030);
        Pictures.photo(own.resolve("images/b.png"), 0);
        Pictures.rgb(own.resolve("masks/b.png"), 0x102030, 0xFF0000, 0xAA0000, 0xFFFFFF, 0x102030, 0x102030);

        assertThat(openOwn().split("val").sample(0).labels()).containsExactly(0, 1, 1, -1, 0, 0);
        assertThat(openOwn().labels().rgb(1)).isEqualTo(0xFF0000);
    }

    @Test
    void masksInColorsWithoutColorsInTheFileNameTheCommand() {
        own(YAML);
        for (String name : List.of("a", "b")) {
            Pictures.photo(own.resolve("images/" + name + ".png"), 0);
            Pictures.rgb(own.resolve("masks/" + name + ".png"), new int[6]);
        }

        assertThatThrownBy(() -> openOwn().split("train").sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("the mask is in colours, but the classes in")
                .hasMessageContaining("espalier data init --force");
    }

    @Test
    void folderWithoutTheFileNamesTheCommand() throws IOException {
        own(YAML);
        add("a");
        Files.delete(own.resolve("dataset.yaml"));

        assertThatThrownBy(this::openOwn).isInstanceOf(BadData.class).hasMessageContaining("espalier data init " + own);
    }

    @Test
    void groupsStayInOneSplit() {
        own(YAML + "groups: \"^(p[0-9]+)_\"\nsplit: {val: 0.3, test: 0.2, seed: 4}\n");
        for (int patient = 0; patient < 10; patient++) {
            for (int frame = 0; frame < 4; frame++) {
                add("p" + patient + "_" + frame);
            }
        }

        Dataset data = openOwn();

        assertThat(data.splits()).extracting(Split::size).containsExactly(20, 12, 8);
        for (Split split : data.splits()) {
            for (String id : ids(split)) {
                String patient = id.substring(0, 2);
                assertThat(ids(split)).contains(patient + "_0", patient + "_1", patient + "_2", patient + "_3");
            }
        }
    }

    @Test
    void groupInTwoListsIsRefusedWithAnImageOfEach() {
        own(YAML + "groups: folder\n");
        add("video1/a");
        add("video1/b");
        Pictures.text(own.resolve("train.txt"), "video1/a.png\n");
        Pictures.text(own.resolve("val.txt"), "video1/b.png\n");

        assertThatThrownBy(this::openOwn)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("group 'video1' is in train")
                .hasMessageContaining("a.png")
                .hasMessageContaining("b.png");
    }

    @Test
    void aMaskWithoutAnImageIsReported() {
        own(YAML);
        for (String name : List.of("one", "two", "three", "four", "five")) {
            add(name);
        }
        assertThat(openOwn().splits())
                .allSatisfy(split -> assertThat(split.unmatched()).isEmpty());

        Path extra = own.resolve("masks/six.png");
        Pictures.gray(extra, 1, 1, 1, 1, 1, 1);

        assertThat(openOwn().splits().getFirst().unmatched()).containsExactly(extra + ": a mask without an image");
    }

    @Test
    void listsNameImagesInManyForms() {
        own(YAML);
        for (String name : List.of("one", "my two", "sub/three", "four", "five")) {
            add(name);
        }
        Pictures.gray(own.resolve("masks/other five.png"), 1, 1, 1, 1, 1, 1);
        Pictures.text(
                own.resolve("train.txt"),
                String.join(
                        "\r\n",
                        "\uFEFF# a comment",
                        "one.png",
                        "",
                        "images/my two.png masks/my two.png",
                        "C:\\data\\sub\\three.png",
                        ""));
        Pictures.text(own.resolve("val.txt"), "four\n\"images/five.png\" \"masks/other five.png\"\n");

        assertThat(ids(openOwn().split("train"))).containsExactly("one", "my two", "sub/three");
        assertThat(ids(openOwn().split("val"))).containsExactly("four", "five");
        assertThat(openOwn().split("val").sample(1).labels()).containsOnly(1);
    }

    @Test
    void listsThatNameMissingFilesOrFilesOutsideAreRefusedWithTheLine() {
        own(YAML);
        add("one");
        add("two");
        Pictures.text(own.resolve("val.txt"), "two.png\n");
        Pictures.photo(own.resolveSibling("outside.png"), 0);

        Pictures.text(own.resolve("train.txt"), "one.png\nthree.png\n");
        assertThatThrownBy(this::openOwn)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("train.txt, line 2: no file three.png");
        Pictures.text(own.resolve("train.txt"), "one.png\n../outside.png\n");
        assertThatThrownBy(this::openOwn)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("train.txt, line 2: ../outside.png lies outside the folder");
    }

    @Test
    void maskOfTheNameOfTwoImagesIsRefused() {
        own(YAML);
        add("one");
        Pictures.photo(own.resolve("images/one.jpg"), 0);

        assertThatThrownBy(this::openOwn)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("one.jpg")
                .hasMessageContaining("one.png")
                .hasMessageContaining("one name but for the extension");
    }

    @Test
    void oneImageCannotBeDivided() {
        own(YAML);
        add("one");

        assertThatThrownBy(this::openOwn)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("1 images in 1 groups cannot be divided into 2 splits");
    }

    private void own(String yaml) {
        Pictures.text(own.resolve("dataset.yaml"), yaml);
    }

    private void add(String id) {
        Pictures.photo(own.resolve("images").resolve(id + ".png"), 0x405060);
        Pictures.gray(own.resolve("masks").resolve(id + ".png"), 0, 1, 7, 255, 0, 0);
    }

    private Dataset openOwn() {
        return Datasets.open("folder:" + own, Optional.empty(), new CacheFolder(own.resolveSibling("cache")));
    }

    private static List<String> ids(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(i -> split.sample(i).id())
                .toList();
    }
}
