package org.espalier.data.scenes;

import java.util.Optional;
import org.espalier.data.scenes.Figure.Part;
import org.jspecify.annotations.Nullable;

/** The search for the nearest hit of one ray among figures. */
final class Search {

    private final Ray ray;
    private final Vec inverse;
    private double nearest;
    private @Nullable Found found;

    /** The nearest hit. */
    record Found(Figure figure, Part part) {}

    /**
     * @param limit how far the ray goes
     */
    Search(Ray ray, double limit) {
        this.ray = ray;
        this.inverse = new Vec(
                1 / ray.direction().x(),
                1 / ray.direction().y(),
                1 / ray.direction().z());
        this.nearest = limit;
    }

    /** The distance of the nearest hit, or the limit. */
    double nearest() {
        return nearest;
    }

    /** The nearest hit, if any. */
    Optional<Found> found() {
        return Optional.ofNullable(found);
    }

    /** Tests all figures that may be nearer than the current hit. */
    void through(Grove grove) {
        if (reaches(grove.bounds())) {
            switch (grove) {
                case Grove.Leaf(Figure figure) -> meet(figure);
                case Grove.Fork fork -> {
                    boolean ahead = ray.direction().z() >= 0;
                    through(ahead ? fork.near() : fork.far());
                    through(ahead ? fork.far() : fork.near());
                }
            }
        }
    }

    /** Stops at the first hit. */
    boolean isBlockedBy(Grove grove) {
        if (!reaches(grove.bounds())) {
            return false;
        }
        return switch (grove) {
            case Grove.Leaf(Figure figure) -> {
                meet(figure);
                yield found != null;
            }
            case Grove.Fork fork -> isBlockedBy(fork.near()) || isBlockedBy(fork.far());
        };
    }

    private void meet(Figure figure) {
        Ray inside = figure.inside(ray);
        for (Part part : figure.parts()) {
            double distance = part.solid().hit(inside);
            if (distance < nearest) {
                nearest = distance;
                found = new Found(figure, part);
            }
        }
    }

    /**
     * Whether the ray enters the box before the current hit; for each axis, it enters through the face towards its
     * origin.
     */
    private boolean reaches(Bounds box) {
        Vec origin = ray.origin();
        Vec low = box.low();
        Vec high = box.high();
        double enterX = ((inverse.x() < 0 ? high.x() : low.x()) - origin.x()) * inverse.x();
        double leaveX = ((inverse.x() < 0 ? low.x() : high.x()) - origin.x()) * inverse.x();
        double enterZ = ((inverse.z() < 0 ? high.z() : low.z()) - origin.z()) * inverse.z();
        double leaveZ = ((inverse.z() < 0 ? low.z() : high.z()) - origin.z()) * inverse.z();
        if (enterX > leaveZ || enterZ > leaveX || leaveX < 0 || leaveZ < 0 || enterX > nearest || enterZ > nearest) {
            return false;
        }
        double enterY = ((inverse.y() < 0 ? high.y() : low.y()) - origin.y()) * inverse.y();
        double leaveY = ((inverse.y() < 0 ? low.y() : high.y()) - origin.y()) * inverse.y();
        return enterY <= leaveX
                && enterY <= leaveZ
                && enterX <= leaveY
                && enterZ <= leaveY
                && leaveY >= 0
                && enterY < nearest;
    }
}
