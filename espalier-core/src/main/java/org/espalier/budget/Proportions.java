package org.espalier.budget;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;

/**
 * Random proportions of the parts of a network, before all its widths are scaled for a budget: which parts are wide at
 * the expense of the others.
 *
 * @param factors that a part may be wider by, such as 0.5, 1 and 2; each is as likely as the others
 * @param seed of the draws
 */
public record Proportions(List<Double> factors, Seed seed) {

    public Proportions {
        factors = List.copyOf(factors);
        Allowed.notEmpty("factors", factors);
        factors.forEach(factor -> Allowed.positive("factors", factor));
    }

    /** The family with these proportions. */
    public <T> WidthFamily<T> of(WidthFamily<T> family) {
        return new WidthFamily<>(
                family.widths().stream()
                        .map(width -> width.times(factor(width.part())))
                        .toList(),
                family.at());
    }

    private double factor(String part) {
        return factors.get(seed.derive(part).generator().nextInt(factors.size()));
    }
}
