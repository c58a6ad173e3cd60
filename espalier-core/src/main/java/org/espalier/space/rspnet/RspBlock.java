package org.espalier.space.rspnet;

import java.util.List;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.Allowed;

/**
 * The recursive stage partial block: a sequence of cells, each on half of the channels, as in CSPNet, where half of a
 * stage's channels bypass it. An interpretation: the paper only says "recursively use only half of the channels to pass
 * through the cell" and "we stack four cells".
 *
 * @param form which half a cell gets
 * @param depth number of cells D; 4 in the paper
 */
public record RspBlock(Form form, int depth) {

    /** How cells share the channels. */
    public enum Form {
        /**
         * Each cell gets half of all channels, then all are shuffled; a 1 x 1 convolution and a normalisation end the
         * block.
         */
        SEQUENTIAL,
        /**
         * The cell gets half of the channels and the next one half of its result: widths C/2, C/4, C/8, ... Also fits
         * the word "recursively".
         */
        NESTED,
        /** Each cell gets all channels: not a stage partial block, but the baseline for it. */
        FULL
    }

    private static final int GROUPS = 2;

    /** The function that the block repeats; it keeps the type of its input. */
    @FunctionalInterface
    public interface Cell {

        /**
         * Builds the cell.
         *
         * @param x [N, C, h, w]
         * @return of the same type
         */
        Value apply(Scope scope, Value x);
    }

    public RspBlock {
        Allowed.between("depth", depth, 1, 16);
    }

    /**
     * The number that the block's channels must be a multiple of, so that every cell's channels are a multiple of
     * {@code ofCell}.
     */
    public int divisor(int ofCell) {
        return switch (form) {
            case SEQUENTIAL -> 2 * ofCell;
            case NESTED -> Math.multiplyExact(1 << depth, ofCell);
            case FULL -> ofCell;
        };
    }

    /**
     * Builds the block.
     *
     * @param x [N, C, h, w], C a multiple of {@code divisor(1)}
     * @param cell built once for each position in the block, with its own weights
     * @return of the same type
     */
    public Value apply(Scope scope, Value x, Cell cell) {
        return switch (form) {
            case SEQUENTIAL -> sequential(scope, x, cell);
            case NESTED -> nested(scope, x, cell, 1);
            case FULL -> full(scope, x, cell);
        };
    }

    private Value sequential(Scope scope, Value x, Cell cell) {
        Value result = x;
        for (int place = 1; place <= depth; place++) {
            Value joined =
                    scope.concat(List.of(passing(scope, result), cell(scope, place, taken(scope, result), cell)));
            result = scope.add("shuffle", new Op.ChannelShuffle(GROUPS), joined);
        }
        return scope.normalize(scope.pointwise(result, x.channels()));
    }

    private Value nested(Scope scope, Value x, Cell cell, int place) {
        if (place > depth) {
            return x;
        }
        Value inner = nested(scope, cell(scope, place, taken(scope, x), cell), cell, place + 1);
        return scope.concat(List.of(passing(scope, x), inner));
    }

    private Value full(Scope scope, Value x, Cell cell) {
        Value result = x;
        for (int place = 1; place <= depth; place++) {
            result = cell(scope, place, result, cell);
        }
        return result;
    }

    private static Value cell(Scope scope, int place, Value x, Cell cell) {
        return cell.apply(scope.child("cell_" + place), x);
    }

    /** The half that bypasses the cell. */
    private static Value passing(Scope scope, Value x) {
        return scope.slice(x, 0, x.channels() / 2);
    }

    private static Value taken(Scope scope, Value x) {
        return scope.slice(x, x.channels() / 2, x.channels());
    }
}
