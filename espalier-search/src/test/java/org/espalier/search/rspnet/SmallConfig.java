package org.espalier.search.rspnet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.config.Configs;

/** The preset {@code tiny}, reduced further: six nodes, three operations, images of 32x48, two epochs a stage. */
final class SmallConfig {

    private SmallConfig() {}

    static RspNetConfig with(String... settings) {
        List<String> small = List.of(
                "trellis.layers=3",
                "trellis.levels=2",
                "cell.operations=avg_pool_3x3,skip_connect,sep_conv_3x3",
                "search.images.size=32x48",
                "search.images.augmentation.crop=24x32",
                "search.length.epochs=2",
                "search.budget=null",
                "search.images.batch=2");
        return Configs.resolve(
                RspNetConfig.class,
                RspNetConfig.TINY,
                Optional.empty(),
                Stream.concat(small.stream(), Stream.of(settings)).toList());
    }
}
