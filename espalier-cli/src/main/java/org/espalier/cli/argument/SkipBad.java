package org.espalier.cli.argument;

import org.espalier.data.cache.BadSamples;
import org.espalier.data.cache.CacheFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that leaves out samples that cannot be read. */
@Command
public final class SkipBad {

    @Option(
            names = "--skip-bad",
            description = "Leave out samples that cannot be read, and report which. Default: the first one ends the"
                    + " command.")
    private boolean given;

    /** Whether to leave them out. */
    public boolean isGiven() {
        return given;
    }

    /** The folder of cached samples, of which those that cannot be read are left out if the option is given. */
    public CacheFolder cache() {
        return CacheFolder.standard().with(given ? BadSamples.LEAVE_OUT : BadSamples.REFUSE);
    }
}
