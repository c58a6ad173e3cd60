package org.espalier.engine;

import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Memory layout of feature maps and kernels. It changes the speed, not the values. */
public enum MapLayout {
    /** Channels innermost: the fastest for most operations. */
    CHANNELS_LAST(MemoryFormat.ChannelsLast),
    /** One plane per channel, libtorch's default: a baseline. */
    PLANES(MemoryFormat.Contiguous);

    private final MemoryFormat format;

    MapLayout(MemoryFormat format) {
        this.format = format;
    }

    MemoryFormat format() {
        return format;
    }
}
