package org.espalier.label;

import java.util.List;
import java.util.stream.IntStream;

/** The label sets of public data sets, in their usual order and colours. */
public final class StandardLabels {

    private static final List<String> VOC_NAMES = List.of(
            "background",
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");

    private StandardLabels() {}

    /**
     * CamVid in the reduced form of the SegNet authors: 11 classes; their value 11, void, becomes
     * {@link LabelSet#IGNORE}.
     */
    public static LabelSet camvid() {
        return LabelSet.of(
                LabelClass.of("Sky", 128, 128, 128),
                LabelClass.of("Building", 128, 0, 0),
                LabelClass.of("Pole", 192, 192, 128),
                LabelClass.of("Road", 128, 64, 128),
                LabelClass.of("Pavement", 60, 40, 222),
                LabelClass.of("Tree", 128, 128, 0),
                LabelClass.of("SignSymbol", 192, 128, 128),
                LabelClass.of("Fence", 64, 64, 128),
                LabelClass.of("Car", 64, 0, 128),
                LabelClass.of("Pedestrian", 64, 64, 0),
                LabelClass.of("Bicyclist", 0, 128, 192));
    }

    /** Cityscapes: the 19 train ids. */
    public static LabelSet cityscapes() {
        return LabelSet.of(
                LabelClass.of("road", 128, 64, 128),
                LabelClass.of("sidewalk", 244, 35, 232),
                LabelClass.of("building", 70, 70, 70),
                LabelClass.of("wall", 102, 102, 156),
                LabelClass.of("fence", 190, 153, 153),
                LabelClass.of("pole", 153, 153, 153),
                LabelClass.of("traffic light", 250, 170, 30),
                LabelClass.of("traffic sign", 220, 220, 0),
                LabelClass.of("vegetation", 107, 142, 35),
                LabelClass.of("terrain", 152, 251, 152),
                LabelClass.of("sky", 70, 130, 180),
                LabelClass.of("person", 220, 20, 60),
                LabelClass.of("rider", 255, 0, 0),
                LabelClass.of("car", 0, 0, 142),
                LabelClass.of("truck", 0, 0, 70),
                LabelClass.of("bus", 0, 60, 100),
                LabelClass.of("train", 0, 80, 100),
                LabelClass.of("motorcycle", 0, 0, 230),
                LabelClass.of("bicycle", 119, 11, 32));
    }

    /** PASCAL VOC 2012: background and 20 classes. */
    public static LabelSet voc() {
        return new LabelSet(IntStream.range(0, VOC_NAMES.size())
                .mapToObj(i -> new LabelClass(VOC_NAMES.get(i), ColorMap.voc(i)))
                .toList());
    }

    /** ADE20K: the 150 classes of its scene parsing benchmark. */
    public static LabelSet ade20k() {
        return Ade20kClasses.labels();
    }
}
