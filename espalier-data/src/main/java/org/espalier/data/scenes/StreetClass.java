package org.espalier.data.scenes;

import java.util.Arrays;
import java.util.Locale;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;

/** The classes of street scenes, in the order of their numbers. */
enum StreetClass {
    SKY(0, 0x4682B4),
    BUILDING(1, 0x8C5A46),
    ROAD(2, 0x804080),
    PAVEMENT(3, 0xF423E8),
    TREE(4, 0x6B8E23),
    CAR(5, 0x00008E),
    PERSON(6, 0xDC143C),
    POLE(7, 0x999999),
    SIGN(8, 0xDCDC00);

    private final int number;
    private final int rgb;

    StreetClass(int number, int rgb) {
        this.number = number;
        this.rgb = rgb;
    }

    /** The class number in masks. */
    int number() {
        return number;
    }

    static LabelSet labels() {
        return new LabelSet(Arrays.stream(values())
                .map(kind -> new LabelClass(kind.name().toLowerCase(Locale.ROOT), kind.rgb))
                .toList());
    }
}
