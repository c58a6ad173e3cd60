package org.espalier.cli.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.run.Progress;
import org.espalier.run.Status;

/** Reports work that is counted piece by piece as the progress of a long task. */
public final class CountedWork {

    private final String stage;
    private final Progress progress;
    private final long started = System.nanoTime();
    private int begunAt = -1;

    /** @param stage what is counted, such as {@code samples} */
    public CountedWork(String stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /**
     * Some pieces are done. The first call says how many were done before this process began.
     *
     * @param done number of pieces
     * @param all number of pieces when the work ends
     */
    public void done(int done, int all) {
        begunAt = begunAt < 0 ? done : begunAt;
        Status status = new Status(
                stage,
                done,
                all,
                begunAt,
                Duration.ofNanos(System.nanoTime() - started),
                Optional.empty(),
                OptionalDouble.empty());
        if (done == all) {
            progress.end(status);
        } else {
            progress.show(status);
        }
    }
}
