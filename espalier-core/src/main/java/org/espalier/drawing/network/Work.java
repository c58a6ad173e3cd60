package org.espalier.drawing.network;

import org.espalier.graph.Op;

/** The kind of operation of a node, as drawings count them. */
enum Work {
    IMAGE("input step", "input steps"),
    SOURCE("source", "sources"),
    CONVOLUTION("convolution", "convolutions"),
    PRODUCT("matrix product", "matrix products"),
    NORMALIZATION("normalisation", "normalisations"),
    ACTIVATION("activation", "activations"),
    POOLING("pooling", "poolings"),
    RESIZING("resizing", "resizings"),
    JOINING("sum or join", "sums and joins"),
    ARRANGING("rearrangement", "rearrangements"),
    CHOOSING("mix", "mixes");

    private final String one;
    private final String many;

    Work(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /** The kind of an operation. */
    static Work of(Op op) {
        return switch (op) {
            case Op.Input i -> IMAGE;
            case Op.Normalize n -> IMAGE;
            case Op.Noise n -> SOURCE;
            case Op.Constant c -> SOURCE;
            case Op.Zeros z -> SOURCE;
            case Op.Parameter p -> SOURCE;
            case Op.Conv2d c -> CONVOLUTION;
            case Op.ConvTranspose2d c -> CONVOLUTION;
            case Op.MatMul m -> PRODUCT;
            case Op.BatchNorm b -> NORMALIZATION;
            case Op.Activation a -> ACTIVATION;
            case Op.PRelu p -> ACTIVATION;
            case Op.Softmax s -> ACTIVATION;
            case Op.Log l -> ACTIVATION;
            case Op.MaxPool p -> POOLING;
            case Op.AvgPool p -> POOLING;
            case Op.GlobalAvgPool p -> POOLING;
            case Op.MaxUnpool p -> RESIZING;
            case Op.Resize r -> RESIZING;
            case Op.Add a -> JOINING;
            case Op.Multiply m -> JOINING;
            case Op.Scale s -> JOINING;
            case Op.Concat c -> JOINING;
            case Op.Slice s -> ARRANGING;
            case Op.Reshape r -> ARRANGING;
            case Op.ChannelShuffle s -> ARRANGING;
            case Op.OneHot o -> CHOOSING;
            case Op.Mix m -> CHOOSING;
        };
    }

    /** A number of them, as text. */
    String counted(int count) {
        return count + " " + (count == 1 ? one : many);
    }
}
