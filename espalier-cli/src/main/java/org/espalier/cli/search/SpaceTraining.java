package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.RunArguments;
import org.espalier.data.DataSize;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Method;
import org.espalier.search.SearchConfig;
import org.espalier.search.trial.SpaceSearchPlan;
import org.espalier.text.Text;
import org.espalier.train.Images;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;

/**
 * The configurations of a command that trains networks of a method's space.
 *
 * @param config of the method
 * @param training of each network
 */
record SpaceTraining<C extends Record>(C config, TrainConfig training) {

    private static final double SHARE_OF_SUPERNET = 0.5;
    private static final List<String> JUDGED =
            List.of("stop.share=" + SpaceSearchPlan.JUDGED.share(), "stop.gap=" + SpaceSearchPlan.JUDGED.gap());

    /**
     * The configurations that the options ask for.
     *
     * @param typed settings of the method by other options
     * @param size to which images are resized; crops keep their share of it
     * @param weights of a backbone that networks start from; it is then frozen, as in a search
     */
    static <C extends Record> SpaceTraining<C> of(
            Method<C> method, RunArguments run, List<String> typed, Optional<DataSize> size, Optional<Path> weights) {
        return of(method, run, typed, size, weights, run.lengthOfTraining());
    }

    /** The same for a search, which judges networks on a part of train. */
    static <C extends Record> SpaceTraining<C> judged(
            Method<C> method, RunArguments run, List<String> typed, Optional<DataSize> size, Optional<Path> weights) {
        List<String> settings = new ArrayList<>(JUDGED);
        settings.addAll(run.lengthOfTraining());
        return of(method, run, typed, size, weights, settings);
    }

    /**
     * The same for the finish of a supernet search. {@code size} is that of the supernet's images, too, and theirs is
     * that of the trainings. Minutes are shared by supernet and trainings; steps and epochs are those of the supernet,
     * and of each full training.
     */
    static <C extends Record> SpaceTraining<C> finishing(
            Method<C> method, RunArguments run, List<String> typed, Optional<DataSize> size, Optional<Path> weights) {
        List<String> settings = new ArrayList<>(typed);
        size.ifPresent(own -> {
            C preset = run.presetConfig(method.configType(), method.presets(), "search.", typed);
            Images usual = method.searchOf(preset).images();
            settings.add("search.images.size=" + own);
            settings.add("search.images.augmentation.crop=" + crop(usual, own));
        });
        C whole = run.presetConfig(method.configType(), method.presets(), "search.", settings);
        SearchConfig search = method.searchOf(whole);
        Length length = search.length() instanceof Length.Minutes all ? all.share(SHARE_OF_SUPERNET) : search.length();
        List<String> more = new ArrayList<>(JUDGED);
        more.add("length=" + inWords(length));
        SpaceTraining<C> both = of(method, run, settings, size.or(search.images()::size), weights, more);
        SearchConfig own = method.searchOf(both.config);
        return new SpaceTraining<>(method.with(both.config, own.lasting(length)), both.training);
    }

    private static <C extends Record> SpaceTraining<C> of(
            Method<C> method,
            RunArguments run,
            List<String> typed,
            Optional<DataSize> size,
            Optional<Path> weights,
            List<String> more) {
        weights.ifPresent(file -> InitialWeights.onBackbone(method));
        C preset = run.presetConfig(method.configType(), method.presets(), "search.", typed);
        C config = weights.isPresent() ? preset : untrained(method, preset);
        List<String> frozen =
                weights.isPresent() ? method.searchOf(config).weights().frozen() : List.of();
        List<String> settings = new ArrayList<>(more);
        size.ifPresent(own -> {
            Images usual = run.trainingOfEach(frozen, List.of()).images();
            settings.add("images.size=" + own);
            settings.add("images.augmentation.crop=" + crop(usual, own));
        });
        return new SpaceTraining<>(config, run.trainingOfEach(frozen, settings));
    }

    private static String inWords(Length length) {
        return switch (length) {
            case Length.Epochs all -> Text.format("{in: epochs, epochs: %d}", all.epochs());
            case Length.Steps all -> Text.format("{in: steps, steps: %d}", all.steps());
            case Length.Minutes all -> Text.format("{in: minutes, minutes: %s}", all.minutes());
        };
    }

    /** A crop that is as large a part of the images as that of a preset. */
    private static DataSize crop(Images preset, DataSize images) {
        DataSize whole = preset.size().orElse(images);
        DataSize part = preset.augmentation().crop().orElse(whole);
        return new DataSize(
                Math.ceilDiv(images.height() * part.height(), whole.height()),
                Math.ceilDiv(images.width() * part.width(), whole.width()));
    }

    /** The configuration for a backbone without weights, if the method has one: whole networks are trained. */
    private static <C extends Record> C untrained(Method<C> method, C config) {
        return method instanceof BackboneMethod<C, ?> withBackbone ? withBackbone.fromScratch(config) : config;
    }
}
