package org.espalier.space.sed;

import java.util.List;

/**
 * A decoder.
 *
 * @param cells column by column, coarse to fine
 */
public record SedArchitecture(List<SedCell> cells) {

    public SedArchitecture {
        cells = List.copyOf(cells);
    }
}
