package org.espalier.space.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;

/**
 * The operations that every edge chooses from, by name and in order. The first one is always {@value #NONE}, no
 * connection: it has a weight like the others, but nothing is computed for it.
 *
 * <p>Architectures refer to operations by these names; {@link #standard} has DARTS's eight.
 */
public final class CandidateSet {

    /** No connection; DARTS's name for zero. In the authors' TensorFlow code the same word means identity. */
    public static final String NONE = "none";

    private final SequencedMap<String, Candidate> candidates;
    private final int part;

    private CandidateSet(SequencedMap<String, Candidate> candidates, int part) {
        this.candidates = Collections.unmodifiableSequencedMap(candidates);
        this.part = part;
    }

    /** DARTS's eight operations, in its order, with {@code none} first. Pools are normalised only in supernets. */
    public static CandidateSet standard(AtrousConv.Form atrous, boolean normalizedPools) {
        SequencedMap<String, Candidate> all = new LinkedHashMap<>();
        all.put("max_pool_3x3", new Pool(Pool.Kind.MAX, normalizedPools));
        all.put("avg_pool_3x3", new Pool(Pool.Kind.AVERAGE, normalizedPools));
        all.put("skip_connect", new Skip());
        all.put("sep_conv_3x3", new SeparableConv(3));
        all.put("sep_conv_5x5", new SeparableConv(5));
        all.put("atrous_conv_3x3", new AtrousConv(3, atrous));
        all.put("atrous_conv_5x5", new AtrousConv(5, atrous));
        return new CandidateSet(all, 1);
    }

    /** Only {@code none}: the start for a user-defined set. */
    public static CandidateSet empty() {
        return new CandidateSet(new LinkedHashMap<>(), 1);
    }

    /** This set with one operation added or replaced. */
    public CandidateSet with(String name, Candidate candidate) {
        SequencedMap<String, Candidate> all = new LinkedHashMap<>(candidates);
        all.put(name, candidate);
        return new CandidateSet(all, part);
    }

    /** Only the named operations of this set, in the order given; {@code none} stays first and need not be named. */
    public CandidateSet only(List<String> names) {
        SequencedMap<String, Candidate> some = new LinkedHashMap<>();
        names.stream().filter(name -> !name.equals(NONE)).forEach(name -> some.put(name, get(name)));
        return new CandidateSet(some, part);
    }

    /**
     * The same operations, where a mixed operation gets only one channel in {@code part}: partial channel connections
     * (PC-DARTS, Xu et al., ICLR 2020, arXiv 1907.05737, section 3.2). The other channels bypass it, and all channels
     * are shuffled.
     */
    public CandidateSet partial(int part) {
        if (part < 1) {
            throw new IllegalArgumentException("one channel in " + part + "; allowed: 1 or more");
        }
        return new CandidateSet(candidates, part);
    }

    /** All names, {@code none} first. */
    public List<String> names() {
        return Stream.concat(Stream.of(NONE), candidates.keySet().stream()).toList();
    }

    /** The names of the operations that compute something. */
    public List<String> operations() {
        return List.copyOf(candidates.keySet());
    }

    /** The operation of that name. */
    public Candidate get(String name) {
        Candidate candidate = candidates.get(name);
        if (candidate == null) {
            throw new IllegalArgumentException("operation " + name + "; known: " + candidates.keySet());
        }
        return candidate;
    }

    /**
     * The mixed operation of one edge: the sum of all candidates, each with its weight (DARTS, equation 2); see
     * {@link #partial}. Channels that bypass a strided one are max-pooled, 3 x 3.
     *
     * @param x input, its channels a multiple of {@code part}
     * @param weights tensor [names], in the order of {@link #names()}
     */
    public Value mixed(Scope scope, Value x, int stride, Value weights) {
        if (part == 1) {
            return sum(scope, x, stride, weights);
        }
        int channels = x.channels() / part;
        Value mixed = sum(scope, scope.slice(x, 0, channels), stride, weights);
        Value others = scope.slice(x, channels, x.channels());
        Value rest = stride == 1 ? others : scope.maxPool(others, 3, stride);
        return scope.add("shuffle", new Op.ChannelShuffle(part), scope.concat(List.of(mixed, rest)));
    }

    /**
     * A decided edge: the operation of that name, under the names that it has in {@link #mixed}; zeros for
     * {@value #NONE}.
     */
    public Value decided(Scope scope, String operation, Value x, int stride) {
        return operation.equals(NONE)
                ? scope.add("none", new Op.Zeros(new Type.Features(x.channels(), x.stride() * stride)))
                : get(operation).apply(scope.child(operation), x, stride);
    }

    private Value sum(Scope scope, Value x, int stride, Value weights) {
        List<Value> results = new ArrayList<>();
        candidates.forEach((name, candidate) -> results.add(candidate.apply(scope.child(name), x, stride)));
        return scope.mix(results, scope.slice(weights, 1, weights.channels()));
    }
}
