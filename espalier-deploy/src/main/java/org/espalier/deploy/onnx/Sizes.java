package org.espalier.deploy.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.graph.Padding;
import org.espalier.graph.Type;

/**
 * Values that depend on the size of the images: shapes and paddings, as numbers if the size is fixed, otherwise
 * computed from the image's shape.
 */
final class Sizes {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final Optional<Extent> extent;
    private final Optional<String> image;
    private final OnnxGraph onnx;
    private final Map<Integer, String> spatial = new HashMap<>();
    private final Map<Type, String> shapes = new HashMap<>();

    /**
     * @param image name of an input at stride 1, from which sizes are computed where they are not fixed
     */
    Sizes(ImageSize size, Optional<String> image, OnnxGraph onnx) {
        this.extent = switch (size) {
            case ImageSize.Fixed fixed -> Optional.of(fixed.extent());
            case ImageSize.Dynamic dynamic -> Optional.empty();
        };
        this.image = image;
        this.onnx = onnx;
    }

    /** The shape of an input or output as declared in the file. */
    TensorShapeProto declared(Type type) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        if (extent.isPresent()) {
            type.shape(extent.get()).forEach(length -> shape.addDim(fixed(length)));
            return shape.build();
        }
        return switch (type) {
            case Type.Features(int channels, int stride) ->
                shape.addDim(named("N"))
                        .addDim(fixed(channels))
                        .addDim(named(stride == 1 ? "H" : "H_" + stride))
                        .addDim(named(stride == 1 ? "W" : "W_" + stride))
                        .build();
            case Type.Pooled(int channels) ->
                shape.addDim(named("N"))
                        .addDim(fixed(channels))
                        .addDim(fixed(1))
                        .addDim(fixed(1))
                        .build();
            case Type.Tensor(List<Integer> dimensions) -> {
                dimensions.forEach(length -> shape.addDim(fixed(length)));
                yield shape.build();
            }
        };
    }

    /** Name of a vector that holds the shape of this type. */
    String shape(Type type) {
        if (extent.isPresent()) {
            return onnx.indexes(type.shape(extent.get()));
        }
        return shapes.computeIfAbsent(type, this::computedShape);
    }

    private String computedShape(Type type) {
        return switch (type) {
            case Type.Features(int channels, int stride) -> join(images(), onnx.indexes(List.of(channels)), at(stride));
            case Type.Pooled(int channels) -> join(images(), onnx.indexes(List.of(channels, 1, 1)));
            case Type.Tensor(List<Integer> dimensions) -> onnx.indexes(dimensions);
        };
    }

    /** The padding of a window that moves over a value. */
    AttributeProto padding(Window window, Type input) {
        if (!(input instanceof Type.Features) || extent.isEmpty() && window.paddingIsFixed()) {
            return Attributes.of("pads", window.pads(1, 1));
        }
        if (extent.isEmpty()) {
            return Attributes.of("auto_pad", isPaddedApart(window, input) ? "VALID" : "SAME_UPPER");
        }
        List<Integer> shape = input.shape(extent.get());
        return Attributes.of("pads", window.pads(shape.get(ROWS), shape.get(COLUMNS)));
    }

    /** The input of a convolution: {@code x}, padded first if ONNX Runtime's convolution cannot pad it. */
    String padded(String x, Window window, Type input) {
        return isPaddedApart(window, input) && input instanceof Type.Features features
                ? pad(x, window, features.stride())
                : x;
    }

    /** Whether the images are of one size, known now. */
    boolean areFixed() {
        return extent.isPresent();
    }

    /**
     * The attributes that crop or extend a transposed convolution's result to its map; without fixed sizes the result
     * is at least as large as the padded map, and {@link #cut} crops it.
     */
    List<AttributeProto> growth(Window window, Type.Features out) {
        if (extent.isEmpty()) {
            int most = window.stride() - 1;
            return List.of(Attributes.of("output_padding", List.of(most, most)));
        }
        int height = extent.get().heightAt(out.stride());
        int width = extent.get().widthAt(out.stride());
        List<Integer> before = window.pads(height, width);
        int bottom = window.span(height, window.rows()) - before.get(0) - height;
        int right = window.span(width, window.columns()) - before.get(1) - width;
        return List.of(
                Attributes.of("pads", List.of(before.get(0), before.get(1), Math.max(0, bottom), Math.max(0, right))),
                Attributes.of("output_padding", List.of(Math.max(0, -bottom), Math.max(0, -right))));
    }

    /** Crops a transposed convolution's result to its map, under the name {@code result}. */
    String cut(String x, Window window, Type.Features out, String result) {
        String size = at(out.stride());
        String start = window.padding() == Padding.SYMMETRIC
                ? onnx.indexes(List.of(window.rows() / 2, window.columns() / 2))
                : compute("Div", missing(window, out.stride()), onnx.indexes(List.of(2)));
        String end = compute("Add", start, size);
        return onnx.add("Slice", result, List.of(x, start, end, onnx.indexes(List.of(ROWS, COLUMNS))));
    }

    /** ONNX Runtime supports SAME padding only for windows without dilation. */
    private boolean isPaddedApart(Window window, Type input) {
        return extent.isEmpty() && input instanceof Type.Features && !window.paddingIsFixed() && window.dilation() > 1;
    }

    /** The padding that SAME adds to a map at a stride: {@code max(0, (out - 1) * stride + extent - in)}. */
    private String missing(Window window, int stride) {
        String moves = compute("Sub", at(stride * window.stride()), onnx.indexes(List.of(1)));
        String start = compute("Mul", moves, onnx.indexes(List.of(window.stride())));
        String needed = compute("Add", start, onnx.indexes(window.extent()));
        return compute("Max", compute("Sub", needed, at(stride)), onnx.indexes(List.of(0)));
    }

    /** Pads as SAME does, the odd one at the end. */
    private String pad(String x, Window window, int stride) {
        String missing = missing(window, stride);
        String before = compute("Div", missing, onnx.indexes(List.of(2)));
        String none = onnx.indexes(List.of(0, 0));
        String pads = join(none, before, none, compute("Sub", missing, before));
        return onnx.add("Pad", onnx.unused(x + "/padded"), List.of(x, pads));
    }

    private String compute(String operator, String first, String second) {
        return onnx.add(operator, onnx.unused("pad"), List.of(first, second));
    }

    /** Number of images, as a vector of one. */
    private String images() {
        return onnx.add(
                "Shape", onnx.unused("images"), List.of(image()), Attributes.of("start", 0), Attributes.of("end", 1));
    }

    /** Rows and columns at a stride, ceil(size / stride). */
    private String at(int stride) {
        return spatial.computeIfAbsent(stride, s -> {
            String size = onnx.add("Shape", onnx.unused("size"), List.of(image()), Attributes.of("start", ROWS));
            String sum = onnx.add("Add", onnx.unused("size/sum"), List.of(size, onnx.indexes(List.of(s - 1))));
            return onnx.add("Div", onnx.unused("size_" + s), List.of(sum, onnx.indexes(List.of(s))));
        });
    }

    private String join(String... parts) {
        return onnx.add("Concat", onnx.unused("shape"), List.of(parts), Attributes.of("axis", 0));
    }

    private String image() {
        return image.orElseThrow(() -> new IllegalArgumentException(
                "a graph without an input at stride 1 has no image to take sizes from; export it for a fixed size"));
    }

    private static Dimension fixed(int length) {
        return Dimension.newBuilder().setDimValue(length).build();
    }

    private static Dimension named(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }
}
