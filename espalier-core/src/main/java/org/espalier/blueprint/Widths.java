package org.espalier.blueprint;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint.OfAutoDeepLab;
import org.espalier.blueprint.Blueprint.OfGas;
import org.espalier.blueprint.Blueprint.OfRspNet;
import org.espalier.blueprint.Blueprint.OfSed;
import org.espalier.blueprint.Blueprint.OfZoo;
import org.espalier.budget.Width;
import org.espalier.budget.WidthFamily;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.sed.SedConfig;
import org.espalier.zoo.Zoo;

/** The widths of each kind of blueprint that a budget may scale. */
final class Widths {

    private static final String STEM = "stem";
    private static final String HEAD = "head";

    private Widths() {}

    /** Cells at the levels of the path, stem, and head. */
    static WidthFamily<Blueprint> of(OfAutoDeepLab found) {
        NetworkConfig config = found.network();
        List<Integer> levels = List.copyOf(new TreeSet<>(found.architecture().path()));
        List<Width> widths = new ArrayList<>();
        levels.forEach(
                level -> widths.add(Width.of("level " + level, config.channels().get(level))));
        config.stemChannels().forEach(channels -> widths.add(Width.of(STEM, channels)));
        widths.add(Width.of(HEAD, config.asppChannels()));
        widths.add(Width.of(HEAD, config.lowLevelChannels()));
        return new WidthFamily<>(widths, channels -> {
            Iterator<Integer> next = channels.iterator();
            List<Integer> cells = new ArrayList<>(config.channels());
            levels.forEach(level -> cells.set(level, next.next()));
            return new OfAutoDeepLab(
                    found.architecture(),
                    config.with(cells, take(next, config.stemChannels().size()), next.next(), next.next()));
        });
    }

    /** Cells of each stage, stem, and head. */
    static WidthFamily<Blueprint> of(OfGas found) {
        GasConfig config = found.config();
        List<Width> widths = new ArrayList<>();
        for (int stage = 0; stage < config.channels().size(); stage++) {
            widths.add(Width.of("stage " + stage, config.channels().get(stage)));
        }
        config.stemChannels().forEach(channels -> widths.add(Width.of(STEM, channels)));
        widths.add(Width.of(HEAD, config.asppChannels()));
        return new WidthFamily<>(widths, channels -> {
            Iterator<Integer> next = channels.iterator();
            return new OfGas(
                    found.architecture(),
                    config.with(
                            take(next, config.channels().size()),
                            take(next, config.stemChannels().size()),
                            next.next()));
        });
    }

    /** Nodes of the trellis's levels, stem, and head. */
    static WidthFamily<Blueprint> of(OfRspNet found) {
        RspNetWidths config = found.network();
        int divisor = found.architecture()
                .block()
                .divisor(found.architecture().cell().blocks().size());
        int step = Width.commonStep(divisor);
        List<Integer> levels = List.copyOf(new TreeSet<>(
                found.architecture().nodes().stream().map(PathNode::level).toList()));
        List<Width> widths = new ArrayList<>();
        levels.forEach(level ->
                widths.add(new Width("level " + level, config.channels().get(level), step)));
        config.stemChannels().forEach(channels -> widths.add(Width.of(STEM, channels)));
        widths.add(Width.of(HEAD, config.headChannels()));
        return new WidthFamily<>(widths, channels -> {
            Iterator<Integer> next = channels.iterator();
            List<Integer> nodes = new ArrayList<>(config.channels());
            levels.forEach(level -> nodes.set(level, next.next()));
            return new OfRspNet(
                    found.architecture(),
                    config.with(nodes, take(next, config.stemChannels().size()), next.next()));
        });
    }

    /** The rows of the decoder; the backbone stays as it is. */
    static WidthFamily<Blueprint> of(OfSed found) {
        SedConfig config = found.config();
        return new WidthFamily<>(
                IntStream.range(0, config.channels().size())
                        .mapToObj(
                                row -> Width.of("row " + row, config.channels().get(row)))
                        .toList(),
                channels -> new OfSed(found.architecture(), config.with(channels)));
    }

    /** All widths of a network of the zoo that may be scaled. */
    static WidthFamily<Blueprint> of(OfZoo known) {
        Zoo network = Zoo.of(known.network());
        List<Integer> widths = known.widths().isEmpty() ? network.widths() : known.widths();
        return new WidthFamily<>(
                IntStream.range(0, widths.size())
                        .mapToObj(part -> Width.of("part " + part, widths.get(part)))
                        .toList(),
                channels -> new OfZoo(known.network(), channels));
    }

    private static List<Integer> take(Iterator<Integer> next, int count) {
        return IntStream.range(0, count).mapToObj(index -> next.next()).toList();
    }
}
