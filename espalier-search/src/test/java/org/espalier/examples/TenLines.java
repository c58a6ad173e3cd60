package org.espalier.examples;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.Segmenter;
import org.espalier.evaluation.Evaluation;
import org.espalier.label.Mask;
import org.espalier.model.Model;
import org.espalier.run.RunOptions;
import org.espalier.search.SearchResult;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

// tag::example[]
/** The whole way: search, train, score, ship. */
final class TenLines {

    private TenLines() {}

    static Mask segment(String data, Path runs, BufferedImage image) {
        Dataset images = Datasets.open(data); // "camvid:/data/CamVid", "scenes"
        SearchResult<AutoDeepLabArchitecture> found =
                AutoDeepLabSearch.of(AutoDeepLabConfig.TINY).run(images, runs.resolve("a"), RunOptions.NEW);
        try (Model model =
                Training.of(found.blueprint(), TrainConfig.TINY).run(images, runs.resolve("b"), RunOptions.NEW)) {
            Evaluation score = model.evaluate(images.split("val"));
            System.out.println("mIoU " + score.miou());
        }
        try (Segmenter segmenter = Segmenter.load(runs.resolve("b/model"))) { // espalier-deploy alone
            return segmenter.segment(image);
        }
    }
}
// end::example[]
