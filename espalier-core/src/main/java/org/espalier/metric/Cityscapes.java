package org.espalier.metric;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.label.CityscapesLabelIds;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * What the evaluation of Cityscapes knows of its 19 classes: their categories, the label ids of classes with instances,
 * and the average size of an instance. All as in the official script.
 */
public final class Cityscapes {

    /** The names of the categories, in the order of their first classes. */
    public static final List<String> CATEGORIES =
            List.of("flat", "construction", "object", "nature", "sky", "human", "vehicle");

    /** The class number of a class that is not evaluated. */
    static final int NOT_EVALUATED = -1;

    private static final List<Integer> CATEGORY_OF = List.of(0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6, 6, 6, 6, 6);

    private static final Map<Integer, Things> THINGS = Map.of(
            24, new Things("person", 11, 3462.4756337644),
            25, new Things("rider", 12, 3930.4788056518),
            26, new Things("car", 13, 12794.0202738185),
            27, new Things("truck", 14, 27855.1264367816),
            28, new Things("bus", 15, 35732.1511111111),
            29, new Things("caravan", NOT_EVALUATED, 36771.8241758242),
            30, new Things("trailer", NOT_EVALUATED, 16926.9763313609),
            31, new Things("train", 16, 67583.7075812274),
            32, new Things("motorcycle", 17, 6298.7200839748),
            33, new Things("bicycle", 18, 4672.3249222261));

    private Cityscapes() {}

    /**
     * A class with instances.
     *
     * @param index class number, or {@link #NOT_EVALUATED}
     * @param averageSize of an instance, in pixels
     */
    record Things(String name, int index, double averageSize) {}

    /**
     * Class numbers for label ids. Labels that are not evaluated become {@link LabelSet#IGNORE}, no prediction.
     *
     * @throws IllegalArgumentException if a value is no label id
     */
    public static Mask classNumbers(Mask labelIds) {
        byte[] classes = new byte[labelIds.classes().length];
        for (int pixel = 0; pixel < classes.length; pixel++) {
            int id = labelIds.classes()[pixel] & 0xFF;
            if (id > CityscapesLabelIds.LARGEST) {
                throw new IllegalArgumentException(
                        Text.format("value %d is no label id of Cityscapes, 0..%d", id, CityscapesLabelIds.LARGEST));
            }
            int index = CityscapesLabelIds.OF_TRAIN_ID.indexOf(id);
            classes[pixel] = (byte) (index < 0 ? LabelSet.IGNORE : index);
        }
        return new Mask(labelIds.height(), labelIds.width(), classes);
    }

    /** The category of every class, as an index of {@link #CATEGORIES}. */
    public static List<Integer> categoryOfClasses() {
        return CATEGORY_OF;
    }

    /** The class numbers of a category. */
    static IntStream classesOf(int category) {
        return IntStream.range(0, CATEGORY_OF.size()).filter(index -> CATEGORY_OF.get(index) == category);
    }

    /** Whether a class has instances. */
    static boolean hasInstances(int index) {
        return THINGS.values().stream().anyMatch(things -> things.index() == index);
    }

    /** The classes with instances, by the label ids of the data set's files. */
    static Map<Integer, Things> things() {
        return THINGS;
    }
}
