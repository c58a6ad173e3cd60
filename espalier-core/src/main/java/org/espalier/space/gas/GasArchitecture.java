package org.espalier.space.gas;

import java.util.List;

/**
 * A cell for every place: cells share nothing.
 *
 * @param cells in the order in which the image passes them
 */
public record GasArchitecture(List<GasCell> cells) {

    public GasArchitecture {
        cells = List.copyOf(cells);
    }
}
