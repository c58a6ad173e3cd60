package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RSPNet with gates that depend on the image: search, cost, draw, train and export. */
@Tag("slow")
class RspNetEndToEndTest {

    private static final String DATA = "scenes:train=8,val=2,size=32x48";

    @TempDir
    private Path folder;

    @Test
    void theNetworkOfBothStagesIsCostedDrawnTrainedAndExported() throws IOException {
        ok(
                "search",
                "rspnet",
                "--preset",
                "tiny",
                "--data",
                DATA,
                "--finish",
                "decoded",
                "--out",
                at("search"),
                "--set",
                "trellis.layers=3",
                "--set",
                "search.images.size=32x48",
                "--set",
                "search.images.augmentation.crop=24x32",
                "--set",
                "search.length.epochs=1",
                "--set",
                "search.images.batch=4",
                "--set",
                "paths.attention=DYNAMIC");

        assertThat(ok("cost", at("search"), "--size", "32x48", "--classes", "9", "--json")
                        .json()
                        .required("parameters")
                        .longValue())
                .isPositive();
        ok("draw", at("search"), "--out", at("found.svg"), "--classes", "9", "--size", "32x48");
        assertThat(Files.readString(folder.resolve("found.svg"))).contains("dynamic attention");
        ok("draw", at("search/cell"), "--out", at("cell.svg"), "--classes", "9", "--size", "32x48");
        assertThat(Files.readString(folder.resolve("cell.svg"))).contains("1 cell a block, each on all channels");

        ok(
                "train",
                at("search"),
                "--preset",
                "tiny",
                "--data",
                DATA,
                "--out",
                at("run"),
                "--set",
                "images.size=32x48",
                "--set",
                "images.augmentation.crop=24x32",
                "--set",
                "images.batch=4",
                "--set",
                "length.epochs=1",
                "--set",
                "weights.learningRate.warmUpSteps=1");
        ok("export", at("run"), "--out", at("model.onnx"));
        assertThat(folder.resolve("model.onnx")).exists();
    }

    private static Result ok(String... words) {
        Result result = espalier(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
