package org.espalier.data.scenes;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Number, size and seed of street scenes.
 *
 * @param train number of training scenes, 1..1,000,000
 * @param val number of validation scenes, 1..1,000,000
 * @param size of the images; empty: the requested working size, or {@link #USUAL_SIZE}
 * @param seed other seeds give other scenes
 */
public record SceneOptions(int train, int val, Optional<DataSize> size, long seed) {

    /** The default size of scenes. */
    public static final DataSize USUAL_SIZE = new DataSize(96, 128);

    private static final int MOST = 1_000_000;
    private static final String FORM = "train=N,val=N,size=HEIGHTxWIDTH,seed=N, each optional";

    /**
     * @throws BadUsage if a number is outside its range
     */
    public SceneOptions {
        within("train", train);
        within("val", val);
    }

    /** 200 training and 50 validation scenes of seed 1. */
    public static SceneOptions standard() {
        return new SceneOptions(200, 50, Optional.empty(), 1);
    }

    /**
     * Reads {@code train=200,val=50,size=96x128,seed=1}; omitted values are {@linkplain #standard() standard}.
     *
     * @throws BadUsage if the text has another form
     */
    public static SceneOptions parse(String text) {
        SceneOptions options = standard();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            options = options.with(part.strip());
        }
        return options;
    }

    /** Sets the size of the scenes: their own, otherwise the requested one, otherwise the default. */
    public SceneOptions sizedBy(Optional<DataSize> wanted) {
        return new SceneOptions(train, val, Optional.of(size.or(() -> wanted).orElse(USUAL_SIZE)), seed);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return Text.format("train=%d,val=%d,size=%s,seed=%d", train, val, size.orElse(USUAL_SIZE), seed);
    }

    private SceneOptions with(String part) {
        int equals = part.indexOf('=');
        String key = part.substring(0, Math.max(equals, 0));
        String value = part.substring(equals + 1);
        return switch (key) {
            case "train" -> new SceneOptions((int) number(part, value), val, size, seed);
            case "val" -> new SceneOptions(train, (int) number(part, value), size, seed);
            case "size" -> new SceneOptions(train, val, Optional.of(DataSize.parse(value)), seed);
            case "seed" -> new SceneOptions(train, val, size, number(part, value));
            default -> throw new BadUsage(Text.format("scenes: got '%s', allowed is %s", part, FORM));
        };
    }

    private static long number(String part, String value) {
        try {
            long number = Long.parseLong(value);
            if (part.startsWith("seed") || number == (int) number) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadUsage(
                    Text.format("scenes: got '%s', which needs a whole number; allowed is %s", part, FORM), e);
        }
        throw new BadUsage(Text.format("scenes: got '%s', allowed 1..%d", part, MOST));
    }

    private static void within(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new BadUsage(Text.format("scenes: got %s=%d, allowed 1..%d", name, value, MOST));
        }
    }
}
