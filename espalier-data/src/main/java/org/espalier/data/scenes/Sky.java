package org.espalier.data.scenes;

/** The light of rays that hit nothing: a gradient from the horizon up, clouds, and a glow around the sun. */
record Sky(Weather weather, Noise noise) {

    Vec seenAlong(Vec direction) {
        double up = Math.max(direction.y(), 0);
        Vec color = weather.horizon().toward(weather.zenith(), Math.sqrt(Math.min(1, 1.4 * up)));
        double toSun = Math.max(0, direction.dot(weather.sun()));
        Vec glow = weather.sunLight().times(0.12 * Math.pow(toSun, 24));
        return color.toward(weather.cloudColor(), 0.9 * cloud(direction, up)).plus(glow);
    }

    private double cloud(Vec direction, double up) {
        if (weather.clouds() == 0) {
            return 0;
        }
        double perspective = 1.6 / (up + 0.18);
        Vec above = new Vec(direction.x() * perspective, 0.5, direction.z() * perspective);
        double density = noise.cloudy(above, 4);
        double threshold = 0.72 - 0.5 * weather.clouds();
        return Math.clamp((density - threshold) * 4, 0, 1) * Math.min(1, 6 * up + 0.1);
    }
}
