package org.espalier.optimizer;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.espalier.graph.Role;

/** An update rule for weights. Weight decay is set per role; roles that are not named have none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "optimizer")
public sealed interface Optimizer {

    /** Weight decay by role. */
    Map<Role, Double> decay();

    /** Weight decay of a role, 0 by default. */
    default double decay(Role role) {
        return decay().getOrDefault(role, 0.0);
    }

    /** Stochastic gradient descent with momentum 0.9, with decay of kernels only. */
    static Sgd sgd(double kernelDecay) {
        return new Sgd(0.9, false, Map.of(Role.KERNEL, kernelDecay));
    }

    /**
     * Adam with betas 0.9 and 0.999 and epsilon 1e-8, with decay of architecture parameters only, as in the
     * architecture step of DARTS.
     */
    static Adam adam(double architectureDecay) {
        return new Adam(0.9, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, architectureDecay));
    }

    /**
     * Stochastic gradient descent: {@code m = momentum m + g}, {@code w -= rate m}, or with Nesterov momentum
     * {@code w -= rate (g + momentum m)} (Sutskever et al., ICML 2013, in PyTorch's form); g is the gradient plus decay
     * times w.
     *
     * @param momentum 0 for none, less than 1
     * @param nesterov whether to use Nesterov momentum; needs a momentum above 0
     */
    @JsonTypeName("sgd")
    record Sgd(double momentum, boolean nesterov, Map<Role, Double> decay) implements Optimizer {
        public Sgd {
            requireShare("momentum", momentum);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov: true with momentum 0; it needs a momentum above 0");
            }
            decay = requireDecay(decay);
        }
    }

    /** Adam (Kingma and Ba, ICLR 2015); decay times w is added to the gradient. */
    @JsonTypeName("adam")
    record Adam(double beta1, double beta2, double epsilon, Map<Role, Double> decay) implements Optimizer {
        public Adam {
            requireShare("beta1", beta1);
            requireShare("beta2", beta2);
            requirePositive("epsilon", epsilon);
            decay = requireDecay(decay);
        }
    }

    /**
     * AdamW (Loshchilov and Hutter, ICLR 2019): as Adam, but decay shrinks the weight by {@code rate * decay},
     * independently of the gradient.
     */
    @JsonTypeName("adamw")
    record AdamW(double beta1, double beta2, double epsilon, Map<Role, Double> decay) implements Optimizer {
        public AdamW {
            requireShare("beta1", beta1);
            requireShare("beta2", beta2);
            requirePositive("epsilon", epsilon);
            decay = requireDecay(decay);
        }
    }

    private static void requireShare(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: at least 0, less than 1");
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: finite, more than 0");
        }
    }

    private static Map<Role, Double> requireDecay(Map<Role, Double> decay) {
        Map<Role, Double> copy = new EnumMap<>(Role.class);
        copy.putAll(decay);
        copy.forEach((role, value) -> {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("decay." + role + ": " + value + "; allowed: finite, at least 0");
            }
        });
        return Collections.unmodifiableMap(copy);
    }
}
