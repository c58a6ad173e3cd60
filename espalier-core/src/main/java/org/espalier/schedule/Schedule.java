package org.espalier.schedule;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A number as a function of the moment, so that a resumed run needs only its step number. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "schedule")
public sealed interface Schedule {

    /** The value at a moment of the run. */
    default double at(Moment moment) {
        return switch (this) {
            case Constant constant -> constant.value();
            case Cosine cosine ->
                cosine.floor() + 0.5 * (cosine.start() - cosine.floor()) * (1 + Math.cos(Math.PI * moment.done()));
            case Poly poly -> poly.floor() + (poly.start() - poly.floor()) * Math.pow(1 - moment.done(), poly.power());
            case Exponential exponential ->
                exponential.start() * Math.pow(exponential.end() / exponential.start(), moment.done());
            case WarmUp warmUp -> warmUp.ramp(moment.step(), warmUp.then().at(moment));
            case Delayed delayed -> delayed.then().at(delayed.within(moment));
        };
    }

    /** A schedule whose values are as many times as large; warm-up steps and powers stay. */
    default Schedule times(double factor) {
        return switch (this) {
            case Constant constant -> new Constant(factor * constant.value());
            case Cosine cosine -> new Cosine(factor * cosine.start(), factor * cosine.floor());
            case Poly poly -> new Poly(factor * poly.start(), poly.power(), factor * poly.floor());
            case Exponential exponential -> new Exponential(factor * exponential.start(), factor * exponential.end());
            case WarmUp warmUp ->
                new WarmUp(
                        factor * warmUp.from(),
                        warmUp.warmUpSteps(),
                        warmUp.then().times(factor));
            case Delayed delayed -> new Delayed(delayed.from(), delayed.then().times(factor));
        };
    }

    /** The same value at every step. */
    @JsonTypeName("constant")
    record Constant(double value) implements Schedule {
        public Constant {
            requireNotNegative("value", value);
        }
    }

    /**
     * Half a cosine from {@code start} to {@code floor}: {@code floor + (start - floor) (1 + cos(pi t / T)) / 2}
     * (Loshchilov and Hutter, SGDR, ICLR 2017, equation 5). It reaches the floor at the end; it is not a cosine to 0
     * clipped at the floor.
     */
    @JsonTypeName("cosine")
    record Cosine(double start, double floor) implements Schedule {
        public Cosine {
            requireNotNegative("start", start);
            requireNotNegative("floor", floor);
        }
    }

    /** {@code floor + (start - floor) (1 - t / T) ^ power}; DeepLab's schedule with power 0.9 and floor 0. */
    @JsonTypeName("poly")
    record Poly(double start, double power, double floor) implements Schedule {
        public Poly {
            requireNotNegative("start", start);
            requireNotNegative("power", power);
            requireNotNegative("floor", floor);
        }
    }

    /**
     * {@code start (end / start) ^ (t / T)}: a constant factor per step, from {@code start} to {@code end}, both more
     * than 0.
     */
    @JsonTypeName("exponential")
    record Exponential(double start, double end) implements Schedule {
        public Exponential {
            requirePositive("start", start);
            requirePositive("end", end);
        }
    }

    /**
     * Linear warm-up from {@code from} to the value of another schedule after {@code warmUpSteps} steps; then that
     * schedule. It is not shifted: it spans the whole run.
     */
    @JsonTypeName("warm-up")
    record WarmUp(double from, long warmUpSteps, Schedule then) implements Schedule {
        public WarmUp {
            requireNotNegative("from", from);
            requireNotNegative("warmUpSteps", warmUpSteps);
        }

        private double ramp(long step, double target) {
            return step >= warmUpSteps ? target : from + (target - from) * step / warmUpSteps;
        }
    }

    /**
     * The first value of another schedule until a share of the run, and then that schedule over the rest.
     *
     * @param from at least 0, less than 1
     * @param then sees shares of the rest, and all steps of the run
     */
    @JsonTypeName("delayed")
    record Delayed(double from, Schedule then) implements Schedule {
        public Delayed {
            if (!(from >= 0 && from < 1)) {
                throw new IllegalArgumentException("from: " + from + "; allowed: at least 0, less than 1");
            }
        }

        private Moment within(Moment moment) {
            return new Moment(moment.step(), Math.clamp((moment.done() - from) / (1 - from), 0, 1));
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: finite, more than 0");
        }
    }

    private static void requireNotNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: finite, at least 0");
        }
    }
}
