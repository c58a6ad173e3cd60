package org.espalier.data.camvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalCamVidTest extends LayoutContract {

    @TempDir
    Path other;

    @Override
    protected String spec(Path data) {
        return "camvid:" + data;
    }

    @Override
    protected void write(Path data) {
        // archway, void, car; sidewalk, traffic cone, motorcycle
        add(data, "0006R0_f00930", 0xC00080, 0x000000, 0x400080, 0x0000C0, 0x000040, 0xC000C0);
        add(data, "0016E5_07961", 0x808080, 0x808080, 0x808080, 0x808080, 0x808080, 0x808080);
        // child, animal, other moving object; traffic light, lane marking, vegetation
        add(data, "Seq05VD_f00000", 0xC08040, 0x408040, 0x804040, 0x004040, 0xC00040, 0xC0C000);
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "0006R0_f00930", 1, NONE, 8, 4, 2, 10),
                new Expected("val", "0016E5_07961", 0, 0, 0, 0, 0, 0),
                new Expected("test", "Seq05VD_f00000", 9, 9, 8, 6, 3, 5));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("701_StillsRaw_full/0006R0_f00930.png");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("LabeledApproved_full/0006R0_f00930_L.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.rgb(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.rgb(label, 0x010101, 0, 0x010101, 0, 0, 0x804000);
        return "colour #010101 in 2 pixels, colour #804000 in 1 pixels";
    }

    @Test
    void splitsAreThoseOfTheSegNetLists() {
        for (String name : List.of(
                "0001TP_006660",
                "0001TP_006690",
                "0006R0_f00931",
                "0016E5_07920",
                "0016E5_07959",
                "0016E5_07960",
                "0016E5_08159",
                "0016E5_08190",
                "Seq05VD_f00000")) {
            add(other, name, new int[6]);
        }

        assertThat(ids("train"))
                .containsExactly("0001TP_006690", "0006R0_f00931", "0016E5_07920", "0016E5_07960", "0016E5_08190");
        assertThat(ids("val")).containsExactly("0016E5_07959", "0016E5_08159");
        assertThat(ids("test")).containsExactly("0001TP_006660", "Seq05VD_f00000");
    }

    @Test
    void foldersMayBeCalledImagesAndLabels() throws IOException {
        write(other);
        Files.move(other.resolve("701_StillsRaw_full"), other.resolve("images"));
        Files.move(other.resolve("LabeledApproved_full"), other.resolve("labels"));

        assertThat(ids("val")).containsExactly("0016E5_07961");
    }

    @Test
    void otherImagesAreRefused() {
        write(other);
        add(other, "holiday", new int[6]);

        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("holiday.png: not the name of a CamVid frame");
    }

    @Test
    void jpegInPlaceOfALabelFileIsRefused() throws IOException {
        write(other);
        Path photo = other.resolve("photo.jpg");
        Pictures.photo(photo, 0);
        Files.copy(photo, label(other), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> openOther().split("train").sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("compressed with loss, as JPEG is");
    }

    private List<String> ids(String name) {
        Split split = openOther().split(name);
        return IntStream.range(0, split.size())
                .mapToObj(i -> split.sample(i).id())
                .toList();
    }

    private Dataset openOther() {
        return Datasets.open("camvid:" + other, Optional.empty(), new CacheFolder(other.resolve("cache")));
    }

    private static void add(Path data, String name, int... colors) {
        Pictures.photo(data.resolve("701_StillsRaw_full").resolve(name + ".png"), 0x405060);
        Pictures.rgb(data.resolve("LabeledApproved_full").resolve(name + "_L.png"), colors);
    }
}
