package org.espalier.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.spec.Datasets;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.gas.GasSearchConfig;

/** Searches that take seconds: two epochs, of two steps on two levels or four on a single level. */
final class SmallSearch {

    static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    static final Split TRAIN = DATA.split("train");

    private static final List<String> SMALL = List.of(
            "search.images.size=32x48",
            "search.images.augmentation.crop=24x32",
            "search.budget=null",
            "search.images.batch=2",
            "search.length.epochs=2");

    private SmallSearch() {}

    /** On two levels, the architecture from half of the search on. */
    static AutoDeepLabConfig autoDeepLab(String... settings) {
        List<String> own =
                all(SMALL, "supernet.filters=2", "search.architecture.averaged=0", "search.architecture.from=0.5");
        return Configs.resolve(AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), all(own, settings));
    }

    /** On a single level, with guidance and draws. */
    static GasSearchConfig gas(String... settings) {
        List<String> own = all(
                SMALL,
                "space.channels=2,4",
                "space.asppChannels=8",
                "search.architecture.relaxation.guidance.width=8",
                "search.architecture.from=0.25");
        return Configs.resolve(GasSearchConfig.class, GasSearchConfig.TINY, Optional.empty(), all(own, settings));
    }

    private static List<String> all(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
