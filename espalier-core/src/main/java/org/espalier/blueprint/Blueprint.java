package org.espalier.blueprint;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.file.Sha256;
import org.espalier.graph.Graph;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.rspnet.RspNet;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.sed.Sed;
import org.espalier.space.sed.SedArchitecture;
import org.espalier.space.sed.SedConfig;
import org.espalier.zoo.Zoo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a network is built from, but for the number of classes: {@code architecture.json}. A search writes one; a training reads it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "space")
public sealed interface Blueprint {

    /** The network; output {@code logits}, [N, classes, H, W]. */
    default Graph network(int classes) {
        return switch (this) {
            case OfAutoDeepLab found -> AutoDeepLab.network(found.architecture(), found.network(), classes);
            case OfGas found -> Gas.of(found.config()).network(found.architecture(), classes);
            case OfRspNet found -> RspNet.network(found.architecture(), found.network(), classes);
            case OfSed found -> Sed.of(found.config()).network(found.architecture(), classes);
            case OfZoo known -> Zoo.of(known.network()).network(classes);
            case OfGraph whole -> whole.of(classes);
        };
    }

    /** An architecture of Auto-DeepLab's space and the widths that it is trained with. */
    @JsonTypeName("autodeeplab")
    record OfAutoDeepLab(AutoDeepLabArchitecture architecture, NetworkConfig network) implements Blueprint {}

    /** An architecture of GAS's space and that space: the network is as wide as what was searched. */
    @JsonTypeName("gas")
    record OfGas(GasArchitecture architecture, GasConfig config) implements Blueprint {
        public OfGas {
            Gas.of(config).require(architecture);
        }
    }

    /** An architecture of RSPNet's space and the widths that it is trained with. */
    @JsonTypeName("rspnet")
    record OfRspNet(RspNetArchitecture architecture, RspNetWidths network) implements Blueprint {
        public OfRspNet {
            network.require(architecture.block(), architecture.cell().blocks().size());
        }
    }

    /** A decoder of SED's space and that space: the network is what was searched, without what was not chosen. */
    @JsonTypeName("sed")
    record OfSed(SedArchitecture architecture, SedConfig config) implements Blueprint {
        public OfSed {
            Sed.of(config).require(architecture);
        }
    }

    /** A network that is known by name. */
    @JsonTypeName("zoo")
    record OfZoo(String network) implements Blueprint {}

    /** A network itself, node by node: of an own space or with own operations, which no file can name. Its number of classes is fixed. */
    @JsonTypeName("graph")
    record OfGraph(Graph graph) implements Blueprint {

        private Graph of(int classes) {
            int own = graph.type(graph.index(graph.outputNode(Supernet.LOGITS))).channels();
            if (own != classes) {
                throw new BadUsage("the network was built for " + own + " classes and the data have " + classes
                        + "; build it for these");
            }
            return graph;
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadData if the file cannot be read or describes no network
     */
    static Blueprint read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new BadData("cannot read the architecture " + file + ": " + FileProblem.of(e), e);
        }
    }

    /**
     * The blueprint in a text.
     *
     * @param source where the text comes from, for messages
     * @throws BadData if it describes no network
     */
    static Blueprint parse(String json, String source) {
        try {
            return Json.MAPPER.readValue(json, Blueprint.class);
        } catch (JacksonException e) {
            throw new BadData(
                    source + " is no architecture: " + e.getOriginalMessage()
                            + "; expected what a search writes, {\"space\": ..., ...}",
                    e);
        }
    }

    /** Replaces a file by this, as JSON. */
    default void write(Path file) {
        AtomicFile.write(file, json());
    }

    /** As JSON: the same blueprint gives the same text. */
    default String json() {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** SHA-256 of the JSON, in hexadecimal. */
    default String hash() {
        return Sha256.of(json());
    }

    /** How blueprints are written. */
    final class Json {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        private Json() {}
    }
}
