package org.espalier.data.camvid;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.data.LabelCoding;

/**
 * The 32 colours of the original label files, and the class among the 11 of the SegNet authors that each belongs to.
 * The constants have the names of the data set's own list of colours.
 */
enum CamVidColors {
    ANIMAL(64, 128, 64, "Pedestrian"),
    ARCHWAY(192, 0, 128, "Building"),
    BICYCLIST(0, 128, 192, "Bicyclist"),
    BRIDGE(0, 128, 64, "Building"),
    BUILDING(128, 0, 0, "Building"),
    CAR(64, 0, 128, "Car"),
    CART_LUGGAGE_PRAM(64, 0, 192, "Pedestrian"),
    CHILD(192, 128, 64, "Pedestrian"),
    COLUMN_POLE(192, 192, 128, "Pole"),
    FENCE(64, 64, 128, "Fence"),
    LANE_MARKINGS_DRIVING(128, 0, 192, "Road"),
    LANE_MARKINGS_OTHER(192, 0, 64, "Road"),
    MISCELLANEOUS_TEXT(128, 128, 64, "SignSymbol"),
    MOTORCYCLE_SCOOTER(192, 0, 192, "Bicyclist"),
    OTHER_MOVING(128, 64, 64, "Car"),
    PARKING_BLOCK(64, 192, 128, "Pavement"),
    PEDESTRIAN(64, 64, 0, "Pedestrian"),
    ROAD(128, 64, 128, "Road"),
    ROAD_SHOULDER(128, 128, 192, "Pavement"),
    SIDEWALK(0, 0, 192, "Pavement"),
    SIGN_SYMBOL(192, 128, 128, "SignSymbol"),
    SKY(128, 128, 128, "Sky"),
    SUV_PICKUP_TRUCK(64, 128, 192, "Car"),
    TRAFFIC_CONE(0, 0, 64, "Pole"),
    TRAFFIC_LIGHT(0, 64, 64, "SignSymbol"),
    TRAIN(192, 64, 128, "Car"),
    TREE(128, 128, 0, "Tree"),
    TRUCK_BUS(192, 128, 192, "Car"),
    TUNNEL(64, 0, 64, "Building"),
    VEGETATION_OTHER(192, 192, 0, "Tree"),
    VOID(0, 0, 0, ""),
    WALL(64, 192, 0, "Building");

    private final int rgb;
    private final String group;

    CamVidColors(int red, int green, int blue, String group) {
        this.rgb = red << 16 | green << 8 | blue;
        this.group = group;
    }

    /** All colours of a class become its number; void becomes no class. */
    static LabelCoding coding() {
        return LabelCoding.colors(
                CamVid.labels().names().stream().map(CamVidColors::of).toList(), of(""));
    }

    private static List<Integer> of(String group) {
        return Stream.of(values())
                .filter(color -> color.group.equals(group))
                .map(color -> color.rgb)
                .toList();
    }
}
