package org.espalier.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import picocli.CommandLine.Help.Ansi;

/**
 * Work that takes its time: shows how far it is, and ends in order when the user interrupts it. An interrupt lets the step under way be
 * finished and everything be closed before the process ends.
 */
public final class LongWork implements Progress {

    private static final Duration LINES_EVERY = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Progress shown;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean interrupted;

    private LongWork(Progress shown) {
        this.shown = shown;
    }

    /**
     * Does work.
     *
     * @param farewell what to tell the user when the work was interrupted
     * @param work is handed where to show how far it is
     * @throws Interrupted if the user interrupted it
     */
    public static <T> T run(Terminal terminal, String farewell, Function<Progress, T> work) {
        LongWork running = new LongWork(progress());
        Thread hook = new Thread(running::stop, "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean done = false;
        try {
            T result = work.apply(running);
            done = true;
            return result;
        } catch (Interrupted e) {
            running.leaveLine();
            terminal.note("\ninterrupted; " + farewell);
            throw e;
        } finally {
            if (!done) {
                running.leaveLine();
            }
            running.over.countDown();
            running.unhook(hook);
        }
    }

    @Override
    public void show(Status status) {
        if (interrupted) {
            throw new Interrupted();
        }
        shown.show(status);
    }

    @Override
    public void end(Status status) {
        shown.end(status);
    }

    @Override
    public void note(String line) {
        shown.note(line);
    }

    /** A bar where someone looks at it, else lines. */
    private static Progress progress() {
        return Ansi.AUTO.enabled()
                ? new BarProgress(System.err, TerminalWidth.columns() - 1)
                : Progress.lines(System.err, LINES_EVERY);
    }

    private void leaveLine() {
        if (shown instanceof BarProgress bar) {
            bar.close();
        }
    }

    private void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            interrupted = true; // the process is ending: the hook runs, and is let go
        }
    }

    /** Runs when the process is to end: waits until the work has ended. */
    private void stop() {
        interrupted = true;
        try {
            over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
