package org.espalier.zoo;

import java.util.List;
import java.util.Locale;
import org.espalier.graph.Graph;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.backbone.BackboneConfig;

/** Networks by name. */
public enum Zoo {
    /** Auto-DeepLab-S (CVPR 2019): 10.15 million parameters with 19 classes. */
    AUTODEEPLAB_S("Auto-DeepLab-S, F=20, as published (arXiv 1901.02985)") {
        @Override
        public Graph network(int classes) {
            return autoDeepLab(20, classes);
        }
    },
    /** Auto-DeepLab-M: 21.62 million parameters with 19 classes. */
    AUTODEEPLAB_M("Auto-DeepLab-M, F=32, as published") {
        @Override
        public Graph network(int classes) {
            return autoDeepLab(32, classes);
        }
    },
    /** Auto-DeepLab-L: 44.42 million parameters with 19 classes. */
    AUTODEEPLAB_L("Auto-DeepLab-L, F=48, as published") {
        @Override
        public Graph network(int classes) {
            return autoDeepLab(48, classes);
        }
    },
    /** A small hand-designed control. */
    SEPARABLE_UNET("hand-designed control: separable residual encoder-decoder, strides 4 to 16") {
        @Override
        public Graph network(int classes) {
            return network(classes, widths());
        }

        @Override
        public List<Integer> widths() {
            return SeparableUnet.WIDTHS;
        }

        @Override
        public Graph network(int classes, List<Integer> widths) {
            return SeparableUnet.build(classes, widths);
        }
    },
    /** ENet: 351,660 parameters with 19 classes, 350,508 with 11. */
    ENET("ENet (arXiv 1606.02147), as davidtvs/PyTorch-ENet has it") {
        @Override
        public Graph network(int classes) {
            return Enet.build(classes);
        }
    },
    /** BiSeNetV2: 3,358,627 parameters with 19 classes, and four auxiliary heads for training. */
    BISENETV2("BiSeNetV2 (arXiv 2004.02147), as CoinCheung/BiSeNet has it, with auxiliary heads") {
        @Override
        public Graph network(int classes) {
            return BiSeNetV2.build(classes);
        }
    },
    /** DeepLabv3+ on MobileNetV2: a control for searched decoders on that backbone. */
    DEEPLABV3PLUS_MOBILENETV2("DeepLabv3+ (arXiv 1802.02611), separable, on MobileNetV2 as TensorFlow trains it") {
        @Override
        public Graph network(int classes) {
            return DeepLabV3Plus.build(BackboneConfig.MOBILENETV2, classes);
        }
    };

    private final String description;

    Zoo(String description) {
        this.description = description;
    }

    /**
     * The network for a number of classes; output {@code logits}, [N, classes, H, W], and for some networks
     * {@link Supernet#AUXILIARY} outputs.
     */
    public abstract Graph network(int classes);

    /** The channels that may be changed, outermost first; none if the network is only that of its source. */
    public List<Integer> widths() {
        return List.of();
    }

    /**
     * The network with other channels.
     *
     * @param widths as many as {@link #widths}
     * @throws BadUsage if the network's widths cannot be changed, or there are more or fewer
     */
    public Graph network(int classes, List<Integer> widths) {
        throw new BadUsage("network " + id() + ": its widths are fixed; got " + widths);
    }

    /** A description in one line. */
    public String description() {
        return description;
    }

    /** Its name on the command line, such as {@code autodeeplab-s}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all networks. */
    public static List<String> ids() {
        return List.of(values()).stream().map(Zoo::id).toList();
    }

    /**
     * The network of a name.
     *
     * @throws BadUsage if there is none; lists the known ones
     */
    public static Zoo of(String id) {
        return List.of(values()).stream()
                .filter(network -> network.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadUsage("no network is named \"" + id + "\"; there are " + ids()));
    }

    private static Graph autoDeepLab(int filters, int classes) {
        return AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(filters), classes);
    }
}
