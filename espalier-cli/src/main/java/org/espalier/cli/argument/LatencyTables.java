package org.espalier.cli.argument;

import java.nio.file.Path;
import org.espalier.cli.version.Versions;
import org.espalier.deploy.profile.LatencyProfile;
import org.espalier.latency.LatencyTable;
import org.espalier.problem.BadUsage;

/** Latency tables named on the command line. */
public final class LatencyTables {

    private LatencyTables() {}

    /**
     * Reads a table.
     *
     * @param force whether to accept a table measured on another device
     * @throws BadUsage if the table was measured on another device and {@code force} is false
     */
    public static LatencyTable read(Path file, boolean force) {
        LatencyTable table = LatencyTable.read(file);
        if (!force) {
            table.requireLike(LatencyProfile.here(table.device().threads(), new Versions().espalier()));
        }
        return table;
    }
}
