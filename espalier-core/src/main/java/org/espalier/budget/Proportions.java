package org.espalier.budget;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;

/**
 * Random proportions of the parts of a network, before all its widths are scaled for a budget: which parts are wide at
 * the expense of the others.
 *
 * @param factors that a part may be wider by, such as 0.5, 1 and 2; each is as likely as the others
 * @param seed of the draws
 * @param changed the factors of parts whose draw was replaced, by part
 */
public record Proportions(List<Double> factors, Seed seed, Map<String, Double> changed) {

    public Proportions {
        factors = List.copyOf(factors);
        changed = Map.copyOf(changed);
        Allowed.notEmpty("factors", factors);
        factors.forEach(factor -> Allowed.positive("factors", factor));
    }

    /** All parts as drawn. */
    public Proportions(List<Double> factors, Seed seed) {
        this(factors, seed, Map.of());
    }

    /** A copy in which one random part of a family has another factor; the same if there is a single factor. */
    public Proportions mutated(WidthFamily<?> family, Seed draws) {
        RandomGenerator random = draws.generator();
        List<String> parts =
                family.widths().stream().map(Width::part).distinct().toList();
        String part = parts.get(random.nextInt(parts.size()));
        List<Double> others =
                factors.stream().filter(factor -> factor != factor(part)).toList();
        if (others.isEmpty()) {
            return this;
        }
        Map<String, Double> more = new HashMap<>(changed);
        more.put(part, others.get(random.nextInt(others.size())));
        return new Proportions(factors, seed, more);
    }

    /** The family with these proportions. */
    public <T> WidthFamily<T> of(WidthFamily<T> family) {
        return new WidthFamily<>(
                family.widths().stream()
                        .map(width -> width.times(factor(width.part())))
                        .toList(),
                family.at());
    }

    /** By how much each part of a family is wider, by part. */
    public Map<String, Double> factors(WidthFamily<?> family) {
        Map<String, Double> factors = new HashMap<>();
        family.widths().forEach(width -> factors.put(width.part(), factor(width.part())));
        return factors;
    }

    private double factor(String part) {
        return changed.getOrDefault(
                part, factors.get(seed.derive(part).generator().nextInt(factors.size())));
    }
}
