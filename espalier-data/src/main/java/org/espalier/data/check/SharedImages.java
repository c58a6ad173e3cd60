package org.espalier.data.check;

import java.util.List;

/**
 * Images that are in two splits: scores on the second are then better than on images never seen.
 *
 * @param first name of a split
 * @param second name of a later split
 * @param equal for each image of the second that is also in the first: that pair
 * @param near for each other image of the second that nearly equals one of the first: the pair most alike
 */
public record SharedImages(String first, String second, List<Pair> equal, List<Pair> near) {}
