package org.espalier.data.scenes;

import java.util.Optional;

/** The light that returns along a ray: sun with shadows, sky light with ambient occlusion, wet ground, haze. */
record Lighting(Scene scene) {

    private static final double SUN_REACH = 150;
    private static final double NEARBY = 1.6;
    private static final double LIFT = 1e-3;

    Vec along(Ray ray) {
        return scene.trace(ray)
                .map(hit -> hazy(ray, hit, wet(ray, hit)))
                .orElseGet(() -> scene.sky().seenAlong(ray.direction()));
    }

    private Vec lit(Scene.Hit hit) {
        Weather weather = scene.sky().weather();
        Vec start = hit.point().plus(hit.normal().times(LIFT));
        double facing = hit.normal().dot(weather.sun());
        boolean sunny = facing > 0 && !scene.blocked(new Ray(start, weather.sun()), SUN_REACH);
        double open = 0.62 + 0.38 * hit.normal().y();
        if (hit.normal().y() > 0.9 && scene.blocked(new Ray(start, new Vec(0, 1, 0)), NEARBY)) {
            open *= 0.4;
        }
        Vec light = weather.skyLight().times(open);
        return hit.color().times(sunny ? light.plus(weather.sunLight().times(facing)) : light);
    }

    /** Faint reflections in flat wet ground. */
    private Vec wet(Ray ray, Scene.Hit hit) {
        double wetness = scene.sky().weather().wet();
        boolean ground = hit.kind() == StreetClass.ROAD || hit.kind() == StreetClass.PAVEMENT;
        Vec dry = lit(hit);
        if (wetness == 0 || !ground) {
            return dry;
        }
        Vec direction = ray.direction();
        Ray mirrored =
                new Ray(hit.point().plus(new Vec(0, LIFT, 0)), new Vec(direction.x(), -direction.y(), direction.z()));
        Optional<Scene.Hit> seen = scene.trace(mirrored);
        Vec image = seen.map(this::lit).orElseGet(() -> scene.sky().seenAlong(mirrored.direction()));
        double share = wetness * (0.12 + 0.5 * Math.pow(1 + direction.y(), 4));
        return dry.times(1 - 0.3 * wetness).toward(image, Math.clamp(share, 0, 0.6));
    }

    private Vec hazy(Ray ray, Scene.Hit hit, Vec color) {
        double lost = 1 - Math.exp(-hit.distance() * scene.sky().weather().haze());
        Vec level = new Vec(ray.direction().x(), 0, ray.direction().z());
        return color.toward(scene.sky().seenAlong(level.unit()), lost);
    }
}
