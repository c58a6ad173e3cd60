package org.espalier.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.espalier.run.Interrupted;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import picocli.CommandLine.Help.Ansi;

/**
 * A long task: shows its progress and stops cleanly when the user interrupts it. On an interrupt the current step
 * finishes and all files are closed before the process ends.
 */
public final class LongWork implements Progress {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(15);
    private static final Duration MAXIMUM_WAIT = Duration.ofSeconds(60);

    private final Progress shown;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean interrupted;

    private LongWork(Progress shown) {
        this.shown = shown;
    }

    /**
     * Runs a task.
     *
     * @param hint printed after an interrupt: what was saved and how to continue
     * @param work the task; it reports its progress to its argument
     * @throws Interrupted if the user interrupted the task
     */
    public static <T> T run(Terminal terminal, String hint, Function<Progress, T> work) {
        LongWork running = new LongWork(progress());
        Thread hook = new Thread(running::stop, "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean done = false;
        try {
            T result = work.apply(running);
            done = true;
            return result;
        } catch (Interrupted e) {
            running.closeBar();
            terminal.note("\ninterrupted; " + hint);
            throw e;
        } finally {
            if (!done) {
                running.closeBar();
            }
            running.finished.countDown();
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

    @Override
    public boolean showsNotes() {
        return shown.showsNotes();
    }

    /** A bar if standard error is a terminal, else lines. */
    private static Progress progress() {
        return Ansi.AUTO.enabled()
                ? new BarProgress(System.err, TerminalWidth.columns() - 1)
                : Progress.lines(System.err, LINE_INTERVAL);
    }

    private void closeBar() {
        if (shown instanceof BarProgress bar) {
            bar.close();
        }
    }

    private void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            interrupted = true; // the process is ending: the hook is already running
        }
    }

    /** The shutdown hook: asks the task to stop and waits until it has. */
    private void stop() {
        interrupted = true;
        try {
            finished.await(MAXIMUM_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
