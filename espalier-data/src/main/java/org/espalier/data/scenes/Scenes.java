package org.espalier.data.scenes;

import java.util.List;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;

/**
 * Generated street scenes: a street with houses, trees, cars, people, poles and signs, laid out at random and rendered
 * by a small ray tracer with perspective, occlusion, shadows, weather, camera tint and noise. Colours of the classes
 * overlap, so that shape and position have to be learned. The same options give the same scenes everywhere, and a scene
 * is the same view in every size.
 */
public final class Scenes {

    private Scenes() {}

    /** sky, building, road, pavement, tree, car, person, pole, sign. */
    public static LabelSet labels() {
        return StreetClass.labels();
    }

    /** Train and val, rendered on demand; no scene is in both. */
    public static List<Split> splits(SceneOptions options) {
        return List.of(split("train", options.train(), options), split("val", options.val(), options));
    }

    private static Split split(String name, int count, SceneOptions options) {
        Seed seed = new Seed(options.seed()).derive("scenes").derive(name);
        return new SceneSplit(name, count, options.size().orElse(SceneOptions.USUAL_SIZE), seed);
    }
}
