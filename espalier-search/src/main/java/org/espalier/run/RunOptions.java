package org.espalier.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How a run is run; nothing here changes its result.
 *
 * @param resume whether to go on with the run that is in the folder
 * @param progress where to show how far it is
 * @param command the command line, for the provenance
 */
public record RunOptions(boolean resume, Progress progress, List<String> command) {

    /** A new run, silent. */
    public static final RunOptions NEW = new RunOptions(false, Progress.silent(), List.of());

    public RunOptions {
        command = List.copyOf(command);
    }

    /** Goes on with the run that is in the folder. */
    public RunOptions resuming() {
        return new RunOptions(true, progress, command);
    }

    /** The same for a run within a larger one: it is resumed if the larger one is and it has begun. */
    public RunOptions resumingWhatIsIn(Path folder) {
        return new RunOptions(resume && new RunLayout(folder).exists(), progress, command);
    }
}
