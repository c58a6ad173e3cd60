package org.espalier.cli;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.drawing.architecture.BlueprintDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Extent;
import org.espalier.label.Mask;
import org.espalier.label.MaskPicture;
import org.espalier.model.Model;
import org.espalier.model.Parity;
import org.espalier.run.Progress;
import org.espalier.run.RunOptions;
import org.espalier.search.RandomControl;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.espalier.zoo.Zoo;

/**
 * The main job in miniature: a search, then the network it found, a random one of about its multiply-adds, and a hand-designed one, each
 * trained for the same time, evaluated, exported, shown.
 */
final class Demo {

    /** Shares of the time: one search, three trainings. */
    private static final double SEARCH_SHARE = 0.28;

    private static final double TRAINING_SHARE = 0.24;
    private static final double WITHIN = 0.2;

    /** Wider than the preset's, so that what is found costs about as much as the hand-designed network. */
    private static final List<String> WIDTHS = List.of(
            "network.filters=16",
            "network.stemChannels=24,24,48",
            "network.asppChannels=64",
            "network.lowLevelChannels=24");

    private static final int SHOWN = 6;

    private final Terminal terminal;
    private final Path folder;
    private final RunOptions options;
    private final AutoDeepLabConfig search;
    private final TrainConfig training;
    private final DataSize size;
    private final Dataset dataset;
    private final List<Sample> shown;

    /** @param minutes to search and train in all */
    Demo(Terminal terminal, String data, Path folder, double minutes, Progress progress) {
        this.terminal = terminal;
        this.folder = folder;
        this.options = new RunOptions(false, progress, terminal.typed());
        this.search = Configs.resolve(
                AutoDeepLabConfig.class,
                AutoDeepLabConfig.TINY,
                Optional.empty(),
                Stream.concat(
                                WIDTHS.stream(),
                                Stream.of("search.length={in: minutes, minutes: %s}".formatted(minutes * SEARCH_SHARE)))
                        .toList());
        this.training = Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY,
                Optional.empty(),
                List.of("length={in: minutes, minutes: %s}".formatted(minutes * TRAINING_SHARE)));
        this.size = training.images().size().orElseThrow();
        this.dataset = Datasets.open(data, Optional.of(size), CacheFolder.standard());
        Split val = dataset.split("val");
        int count = Math.min(SHOWN, val.size());
        this.shown = IntStream.range(0, count)
                .mapToObj(i -> val.sample(i * val.size() / count))
                .toList();
    }

    /** Where the page of pictures is. */
    static Path pictures(Path folder) {
        return folder.resolve("pictures.png");
    }

    /** Where the drawing of what was found is. */
    static Path drawing(Path folder) {
        return folder.resolve("architecture.svg");
    }

    /** Does it all. */
    List<Contender> run() {
        terminal.note("1/5 searching on " + dataset.name());
        Blueprint found = AutoDeepLabSearch.of(search)
                .run(dataset, folder.resolve("search"), options)
                .blueprint();
        Extent extent = Extent.of(size.height(), size.width());
        AtomicFile.write(
                drawing(folder),
                BlueprintDrawing.svg(
                        found, "Found by the demo", extent, dataset.labels().size()));
        Blueprint random = RandomControl.of(
                        new AutoDeepLabMethod(), search, dataset.labels().size(), extent)
                .like(found, WITHIN)
                .run(folder.resolve("random-search"), options.command());
        List<Contender> contenders = new ArrayList<>();
        contenders.add(train(2, "found", found));
        contenders.add(train(3, "random", random));
        contenders.add(train(4, "hand-designed", new Blueprint.OfZoo(Zoo.SEPARABLE_UNET.id())));
        terminal.note("5/5 showing");
        PngFile.write(page(contenders), pictures(folder));
        return contenders;
    }

    private Contender train(int step, String name, Blueprint blueprint) {
        terminal.note("%d/5 training the network: %s".formatted(step, name));
        Path run = folder.resolve(name);
        Split val = dataset.split("val");
        try (Model model = Training.of(blueprint, training).run(dataset, run, options)) {
            Parity parity = model.export(
                    run.resolve("model").resolve("model.onnx"), ImageSize.fixed(size.height(), size.width()), val);
            Contender measured = Contender.measure(name, run, blueprint, model, val, shown);
            terminal.note(String.format(
                    Locale.ROOT,
                    "    mIoU %.4f; ONNX Runtime and libtorch agree on %.3f%% of the pixels",
                    measured.evaluation().miou(),
                    100 * parity.agreement()));
            return measured;
        }
    }

    /** A row a picture: the picture, its labels, and what each network sees. */
    private BufferedImage page(List<Contender> contenders) {
        List<List<BufferedImage>> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Sample sample = shown.get(i);
            List<BufferedImage> row = new ArrayList<>(List.of(sample.image(), overlay(sample, sample.mask())));
            for (Contender contender : contenders) {
                row.add(overlay(sample, contender.masks().get(i)));
            }
            rows.add(row);
        }
        return ContactSheet.of(rows);
    }

    private BufferedImage overlay(Sample sample, Mask mask) {
        return MaskPicture.overlay(sample.image(), mask, dataset.labels(), MaskPicture.USUAL_OPACITY);
    }
}
