package org.espalier.data.ade20k;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.junit.jupiter.api.Test;

class Ade20kTest extends LayoutContract {

    @Override
    protected String spec(Path data) {
        return "ade20k:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.photo(data.resolve("images/training/ADE_train_00000001.jpg"), 0x405060);
        Pictures.gray(data.resolve("annotations/training/ADE_train_00000001.png"), 0, 1, 150, 2, 13, 0);
        Pictures.photo(data.resolve("images/validation/ADE_val_00000001.jpg"), 0x405060);
        Pictures.gray(data.resolve("annotations/validation/ADE_val_00000001.png"), 3, 3, 3, 3, 3, 3);
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "ADE_train_00000001", NONE, 0, 149, 1, 12, NONE),
                new Expected("val", "ADE_val_00000001", 2, 2, 2, 2, 2, 2));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("images/training/ADE_train_00000001.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("annotations/training/ADE_train_00000001.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.gray(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.gray(label, 0, 0, 0, 0, 151, 0);
        return "value 151 in 1 pixels; allowed values are 1..150 and 0 (no class)";
    }

    @Test
    void classesAreThoseOfTheBenchmark() {
        assertThat(open().labels().names())
                .hasSize(150)
                .startsWith("wall", "building", "sky", "floor", "tree")
                .endsWith("clock", "flag")
                .contains("person", "screen door", "crt screen");
        assertThat(open().labels().rgb(2)).isEqualTo(0x06E6E6);
    }
}
