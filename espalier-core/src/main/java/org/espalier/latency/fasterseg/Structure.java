package org.espalier.latency.fasterseg;

import java.util.ArrayList;
import java.util.List;
import org.espalier.text.Text;

/**
 * The operations of a network that count for its latency: a stem to stride 8, cells that branches share until they
 * diverge, 1 x 1 and 3 x 3 convolutions that bring the coarser outputs back to stride 8, feature fusion and head. All
 * at 1024x2048, F = 12, with 19 classes.
 */
final class Structure {

    private static final int HEIGHT = 1024;
    private static final int WIDTH = 2048;
    private static final int FILTERS = 12;
    private static final int CLASSES = 19;
    private static final int FINEST = 8;

    /** Widths in twelfths. */
    private static final List<Integer> WIDTHS = List.of(4, 6, 8, 10, 12);

    /** Of stem, branch outputs and head. */
    private static final int OUTER_WIDTH = 8;

    private final List<Integer> ends;
    private final List<Branch> branches;
    private final List<String> keys = new ArrayList<>();

    Structure(List<Integer> ends, List<Branch> branches) {
        this.ends = List.copyOf(ends);
        this.branches = List.copyOf(branches);
    }

    List<String> keys() {
        stem();
        cells();
        for (int branch = 0; branch < branches.size(); branch++) {
            backToFinest(branches.get(branch), ends.get(branch));
        }
        int joined = outer(FINEST) * branches.size();
        keys.add(Text.format("ff_H%d_W%d_C%d", HEIGHT / FINEST, WIDTH / FINEST, joined));
        keys.add(Text.format("head_H%d_W%d_Cin%d_Cout%d", HEIGHT / FINEST, WIDTH / FINEST, joined, CLASSES));
        return List.copyOf(keys);
    }

    private void stem() {
        int first = 2 * outer(2);
        int second = 2 * outer(4);
        convolution(1, 3, first, 3, 2);
        keys.add(CellOperation.CONV_2X.key(HEIGHT / 2, WIDTH / 2, first, second, 2));
        keys.add(CellOperation.CONV_2X.key(HEIGHT / 4, WIDTH / 4, second, outer(FINEST), 2));
    }

    /** A cell that several branches share counts once. */
    private void cells() {
        int longest = branches.stream().mapToInt(Branch::length).max().orElse(0);
        for (int cell = 0; cell < longest; cell++) {
            for (int branch = 0; branch < branches.size(); branch++) {
                if (cell < branches.get(branch).length() && !isShared(cell, branch)) {
                    cell(branches.get(branch), cell);
                }
            }
        }
    }

    /** Whether an earlier branch has the same cells up to and including this one. */
    private boolean isShared(int cell, int branch) {
        for (int earlier = 0; earlier < branch; earlier++) {
            boolean same = true;
            for (int at = 0; at <= cell; at++) {
                same &= branches.get(earlier).shares(at, branches.get(branch));
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private void cell(Branch branch, int cell) {
        int stride = FINEST << branch.levels().get(cell);
        int down = branch.isDown(cell) ? 2 : 1;
        int out = cell == branch.length() - 1
                ? outer(stride)
                : channels(stride * down, WIDTHS.get(branch.widths().get(cell)));
        keys.add(branch.operations()
                .get(cell)
                .key(HEIGHT / stride, WIDTH / stride, channelsInto(branch, cell), out, down));
    }

    private static int channelsInto(Branch branch, int cell) {
        int stride = FINEST << branch.levels().get(cell);
        return cell == 0
                ? outer(stride)
                : channels(stride, WIDTHS.get(branch.widths().get(cell - 1)));
    }

    private void backToFinest(Branch branch, int end) {
        for (int level = end; level > 0; level--) {
            int stride = FINEST << level;
            convolution(stride, outer(stride), outer(stride / 2), 1, 1);
            convolution(stride / 2, outer(stride / 2) + lateral(branch, level - 1), outer(stride / 2), 3, 1);
        }
    }

    /** Channels that the branch has at a level where it leaves it. */
    private static int lateral(Branch branch, int level) {
        for (int cell = 0; cell < branch.length(); cell++) {
            if (branch.isDown(cell) && branch.levels().get(cell) == level) {
                return channelsInto(branch, cell);
            }
        }
        throw new IllegalArgumentException("the branch " + branch + " does not leave level " + level);
    }

    private void convolution(int stride, int in, int out, int kernel, int step) {
        keys.add(Text.format(
                "ConvNorm_H%d_W%d_Cin%d_Cout%d_kernel%d_stride%d",
                HEIGHT / stride, WIDTH / stride, in, out, kernel, step));
    }

    private static int outer(int stride) {
        return channels(stride, OUTER_WIDTH);
    }

    private static int channels(int stride, int twelfths) {
        return stride * FILTERS * twelfths / 12;
    }
}
