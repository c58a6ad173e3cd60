package org.espalier.data.labelme;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;

class LabelmeTest extends LayoutContract {

    @Override
    protected String spec(Path data) {
        return "labelme:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.text(data.resolve("labels.txt"), "__ignore__\n_background_\ncar\nroad\n");
        Pictures.photo(data.resolve("one.jpg"), 0x405060);
        Pictures.text(
                data.resolve("one.json"),
                json(
                        2,
                        3,
                        shape("car", "polygon", "[[0, 0], [2, 0], [2, 2], [0, 2]]"),
                        shape("road", "rectangle", "[[1, 1], [3, 2]]"),
                        shape("__ignore__", "rectangle", "[[3, 1], [2, 0]]")));
        Pictures.photo(data.resolve("more/two.png"), 0x405060);
        Pictures.text(data.resolve("more/two.json"), json(2, 3));
        Pictures.photo(data.resolve("unlabelled.png"), 0x405060);
        Pictures.text(data.resolve("train.txt"), "one.jpg\n");
        Pictures.text(data.resolve("val.txt"), "more\\two.png\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "one", 1, 1, NONE, 1, 2, 2), new Expected("val", "more/two", 0, 0, 0, 0, 0, 0));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("one.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("one.json");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.text(label, json(2, 2));
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.text(label, json(2, 3, shape("caar", "polygon", "[[0, 0], [2, 0], [2, 2]]")));
        return "label 'caar' (did you mean 'car'?) is not in";
    }

    static String json(int height, int width, String... shapes) {
        return "{\"version\": \"5.2.1\", \"flags\": {}, \"shapes\": [" + String.join(", ", shapes)
                + "], \"imagePath\": \"one.jpg\", \"imageData\": null, \"imageHeight\": " + height
                + ", \"imageWidth\": " + width + "}";
    }

    static String shape(String label, String type, String points) {
        return "{\"label\": \"" + label + "\", \"points\": " + points + ", \"group_id\": null, \"shape_type\": \""
                + type + "\", \"flags\": {}}";
    }
}
