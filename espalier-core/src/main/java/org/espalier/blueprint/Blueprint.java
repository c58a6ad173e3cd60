package org.espalier.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.budget.WidthFamily;
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
 * The description of a network, without its number of classes: the content of {@code architecture.json}. A search
 * writes it, training reads it.
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
            case OfZoo known -> known.of(classes);
            case OfGraph whole -> whole.of(classes);
        };
    }

    /** The same network with other widths; empty if it has no widths that may be scaled. */
    default Optional<WidthFamily<Blueprint>> family() {
        return switch (this) {
            case OfAutoDeepLab found -> Optional.of(Widths.of(found));
            case OfGas found -> Optional.of(Widths.of(found));
            case OfRspNet found -> Optional.of(Widths.of(found));
            case OfSed found -> Optional.of(Widths.of(found));
            case OfZoo known ->
                Zoo.of(known.network()).widths().isEmpty() ? Optional.empty() : Optional.of(Widths.of(known));
            case OfGraph whole -> Optional.empty();
        };
    }

    /** An architecture of Auto-DeepLab's space and the widths that it is trained with. */
    @JsonTypeName("autodeeplab")
    record OfAutoDeepLab(AutoDeepLabArchitecture architecture, NetworkConfig network) implements Blueprint {}

    /** An architecture of GAS's space and the configuration of that space; the network has the supernet's widths. */
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

    /** A decoder of SED's space and the configuration of that space; the network is the chosen part of the supernet. */
    @JsonTypeName("sed")
    record OfSed(SedArchitecture architecture, SedConfig config) implements Blueprint {
        public OfSed {
            Sed.of(config).require(architecture);
        }
    }

    /**
     * A network of the {@linkplain Zoo zoo}, by name.
     *
     * @param widths its channels, in the order of {@link Zoo#widths}; none for those of the zoo
     */
    @JsonTypeName("zoo")
    record OfZoo(
            String network,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> widths) implements Blueprint {
        public OfZoo {
            widths = widths == null ? List.of() : List.copyOf(widths);
        }

        /** With the widths of the zoo. */
        public OfZoo(String network) {
            this(network, List.of());
        }

        private Graph of(int classes) {
            Zoo zoo = Zoo.of(network);
            return widths.isEmpty() ? zoo.network(classes) : zoo.network(classes, widths);
        }
    }

    /**
     * A whole graph, for user-defined spaces and operations, which have no name in a file. Its number of classes is
     * fixed.
     */
    @JsonTypeName("graph")
    record OfGraph(Graph graph) implements Blueprint {

        private Graph of(int classes) {
            int own = graph.type(graph.index(graph.outputNode(Supernet.LOGITS))).channels();
            if (own != classes) {
                throw new BadUsage("the network was built for " + own + " classes and the data set has " + classes
                        + "; build the network for that number");
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
     * Parses a blueprint.
     *
     * @param source where the text comes from, for error messages
     * @throws BadData if it describes no network
     */
    static Blueprint parse(String json, String source) {
        try {
            Optional<Blueprint> read = Optional.ofNullable(Json.MAPPER.readValue(json, Blueprint.class));
            return read.orElseThrow(() -> new BadData(source + " is not an architecture: it contains null"));
        } catch (JacksonException e) {
            throw new BadData(
                    source + " is not an architecture: " + e.getOriginalMessage()
                            + "; expected a file that a search wrote, {\"space\": ..., ...}",
                    e);
        }
    }

    /** Writes this as JSON, replacing the file atomically. */
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

    /** The JSON mapper. */
    final class Json {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        private Json() {}
    }
}
