package org.espalier.data.spec;

import java.util.List;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.FileSplit;
import org.espalier.data.layout.Layout;
import org.espalier.data.scenes.SceneOptions;
import org.espalier.data.scenes.Scenes;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;

/**
 * Opens data sets. Every one is decoded once, at its working size, into a {@linkplain CacheFolder cache}.
 *
 * <pre>
 *     Dataset data = Datasets.open("camvid:/data/CamVid", new DataSize(180, 240));
 *     Split train = data.split("train");
 * </pre>
 */
public final class Datasets {

    private Datasets() {}

    /** The forms of a data set's name, one line of help each. */
    public static List<String> forms() {
        return DataSpec.FORMS;
    }

    /**
     * Opens a data set at its own size.
     *
     * @param spec one of {@link #forms()}
     * @throws BadUsage if the text is none of the forms; the message lists them
     * @throws BadData if folder, lists or files are missing
     */
    public static Dataset open(String spec) {
        return open(spec, Optional.empty(), CacheFolder.standard());
    }

    /** Opens a data set with every sample resized to a working size; see {@link #open(String)}. */
    public static Dataset open(String spec, DataSize size) {
        return open(spec, Optional.of(size), CacheFolder.standard());
    }

    /** Opens a data set with a working size, if given, and a given cache folder; see {@link #open(String)}. */
    public static Dataset open(String spec, Optional<DataSize> size, CacheFolder cache) {
        return switch (DataSpec.parse(spec)) {
            case DataSpec.StreetScenes(SceneOptions options) -> {
                SceneOptions drawn = options.sizedBy(size);
                yield new Working("scenes", drawn.toString(), size, cache).open(spec, Scenes.splits(drawn));
            }
            case DataSpec.OnDisk(Layout layout) -> {
                List<FileSplit> splits = layout.splits(cache.hashes(layout.title(), layout.toString()));
                cache.bad()
                        .accept(splits.stream()
                                .flatMap(split -> split.problem().stream())
                                .findFirst());
                yield new Working(layout.title(), layout.toString(), size, cache).open(spec, splits);
            }
        };
    }

    /**
     * Opens a data set at its own size without a cache: every sample is decoded when it is read. For inspecting the
     * files themselves.
     */
    public static Dataset openUncached(String spec) {
        List<? extends Split> splits = switch (DataSpec.parse(spec)) {
            case DataSpec.StreetScenes(SceneOptions options) -> Scenes.splits(options.sizedBy(Optional.empty()));
            case DataSpec.OnDisk(Layout layout) ->
                layout.splits(CacheFolder.standard().hashes(layout.title(), layout.toString()));
        };
        return new Dataset(spec, splits.getFirst().labels(), List.copyOf(splits));
    }

    /** How the splits of a data set are cached: size, title and origin. */
    private record Working(String title, String origin, Optional<DataSize> size, CacheFolder cache) {

        Dataset open(String spec, List<? extends Split> splits) {
            String suffix = size.map(s -> "-" + s).orElse("");
            List<Split> cached = splits.stream()
                    .<Split>map(split -> size.map(split::resized).orElse(split))
                    .map(split -> cache.cached(split, title + suffix, origin + ":" + split.name() + suffix))
                    .toList();
            return new Dataset(spec, splits.getFirst().labels(), cached);
        }
    }
}
