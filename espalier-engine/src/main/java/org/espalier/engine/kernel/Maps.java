package org.espalier.engine.kernel;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Feature maps as kernels read and write them: dense, channels-last. */
final class Maps {

    private Maps() {}

    /** A map without values, of as many images as another and of another size. */
    static Tensor empty(Tensor images, long channels, long height, long width) {
        try (TensorOptions options = new TensorOptions(images.scalar_type());
                MemoryFormatOptional format = new MemoryFormatOptional(MemoryFormat.ChannelsLast)) {
            return torch.empty(new long[] {images.size(0), channels, height, width}, options, format);
        }
    }

    /** A map without values, of the size of another. */
    static Tensor like(Tensor map) {
        return empty(map, map.size(1), map.size(2), map.size(3));
    }

    /** The same values, dense and channels-last; the same memory if it is so already. The caller closes it. */
    static Tensor dense(Tensor map) {
        return map.contiguous(MemoryFormat.ChannelsLast);
    }
}
