package org.espalier.engine;

import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** How feature maps and kernels lie in memory. The values are the same, the time is not. */
public enum MapLayout {
    /** Channels innermost: what operations are fastest on. */
    CHANNELS_LAST(MemoryFormat.ChannelsLast),
    /** One plane a channel, libtorch's own default; to compare with. */
    PLANES(MemoryFormat.Contiguous);

    private final MemoryFormat format;

    MapLayout(MemoryFormat format) {
        this.format = format;
    }

    MemoryFormat format() {
        return format;
    }
}
