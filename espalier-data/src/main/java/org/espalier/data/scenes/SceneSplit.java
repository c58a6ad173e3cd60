package org.espalier.data.scenes;

import java.util.Objects;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/** Scenes by number, rendered at each call. */
record SceneSplit(String name, int size, DataSize imageSize, Seed seed) implements Split {

    /** Incremented when the same options give other scenes. */
    private static final int GENERATION = 2;

    @Override
    public LabelSet labels() {
        return Scenes.labels();
    }

    @Override
    public Sample sample(int index) {
        Objects.checkIndex(index, size);
        return Renderer.draw(Text.format("%s-%05d", name, index), imageSize, seed.derive(index));
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add("scenes")
                .add(GENERATION)
                .add(name)
                .add(size)
                .add(imageSize.toString())
                .add(seed.value())
                .hex();
    }
}
