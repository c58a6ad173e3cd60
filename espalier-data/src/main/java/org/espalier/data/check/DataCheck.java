package org.espalier.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.data.Dataset;
import org.espalier.data.Split;

/**
 * What is wrong with a data set, and what is odd about it.
 *
 * <pre>
 *     DataCheck check = DataCheck.of(Datasets.openUncached("camvid:/data/CamVid"));
 *     check.problems().forEach(System.out::println);
 * </pre>
 *
 * @param splits the findings in each split
 * @param shared the findings in each pair of splits
 * @param unusable why it cannot be trained on, whatever is left out: one message each
 */
public record DataCheck(List<SplitCheck> splits, List<SharedImages> shared, List<String> unusable) {

    /** Receives the progress, after each sample in their order, readable or not. */
    @FunctionalInterface
    public interface Watcher {

        /** Called by one thread. */
        void read(int done, int all);
    }

    /** Reads every sample of a data set once, on all processors. */
    public static DataCheck of(Dataset data) {
        return of(data, (done, all) -> {});
    }

    /** The same, and says how far it is. */
    public static DataCheck of(Dataset data, Watcher watcher) {
        List<SplitCheck> splits = new ArrayList<>();
        List<SplitPass> passes = data.splits().stream().map(SplitPass::new).toList();
        int all = data.splits().stream().mapToInt(Split::size).sum();
        AtomicInteger done = new AtomicInteger();
        passes.forEach(pass -> splits.add(pass.run(() -> watcher.read(done.incrementAndGet(), all))));
        List<SharedImages> shared = new ArrayList<>();
        for (int later = 1; later < splits.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                List<ImagePrint> first = passes.get(earlier).images();
                List<ImagePrint> second = passes.get(later).images();
                shared.add(new SharedImages(
                        splits.get(earlier).name(),
                        splits.get(later).name(),
                        Pair.equal(first, second),
                        Pair.near(first, second)));
            }
        }
        return new DataCheck(List.copyOf(splits), List.copyOf(shared), Trainable.problems(splits));
    }

    /** One message for each sample that cannot be read, by split. */
    public List<String> unreadable() {
        return splits.stream().flatMap(split -> split.unreadable().stream()).toList();
    }

    /** Everything that keeps the data set from being trained on as it is: unreadable samples first. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(unreadable());
        problems.addAll(unusable);
        return problems;
    }

    /** What is odd, but no obstacle: absent classes, sizes, files without a partner, images in two splits. */
    public List<String> notes() {
        return Notes.of(splits, shared);
    }
}
