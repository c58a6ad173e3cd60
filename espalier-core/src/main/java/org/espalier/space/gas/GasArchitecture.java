package org.espalier.space.gas;

import java.util.List;

/**
 * One cell per layer; cells share nothing.
 *
 * @param cells from input to output
 */
public record GasArchitecture(List<GasCell> cells) {

    public GasArchitecture {
        cells = List.copyOf(cells);
    }
}
