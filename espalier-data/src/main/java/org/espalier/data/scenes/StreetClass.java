package org.espalier.data.scenes;

import java.util.Arrays;
import java.util.Locale;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;

/** The classes of street scenes; the ordinal is the class number. */
enum StreetClass {
    SKY(0x4682B4),
    BUILDING(0x8C5A46),
    ROAD(0x804080),
    PAVEMENT(0xF423E8),
    TREE(0x6B8E23),
    CAR(0x00008E),
    PERSON(0xDC143C),
    POLE(0x999999),
    SIGN(0xDCDC00);

    private final int rgb;

    StreetClass(int rgb) {
        this.rgb = rgb;
    }

    static LabelSet labels() {
        return new LabelSet(Arrays.stream(values())
                .map(kind -> new LabelClass(kind.name().toLowerCase(Locale.ROOT), kind.rgb))
                .toList());
    }
}
