package org.espalier.engine.task;

import java.util.ArrayList;
import java.util.List;

/** Which of some numbered tasks wait for which others, all of lower numbers. */
public final class TaskOrder {

    private final List<List<Integer>> followers;
    private final int[] waitsFor;

    public TaskOrder(int tasks) {
        this.followers = new ArrayList<>(tasks);
        this.waitsFor = new int[tasks];
        for (int task = 0; task < tasks; task++) {
            followers.add(new ArrayList<>());
        }
    }

    public int size() {
        return waitsFor.length;
    }

    /** The second task waits for the first. */
    public void add(int first, int second) {
        if (first >= second) {
            throw new IllegalArgumentException("task " + second + " cannot wait for " + first);
        }
        followers.get(first).add(second);
        waitsFor[second]++;
    }

    /** Those that wait for a task. */
    public List<Integer> followers(int task) {
        return followers.get(task);
    }

    /** For how many others each task waits; a copy. */
    public int[] waitsFor() {
        return waitsFor.clone();
    }

    /** How many tasks there are for each one of the longest chain: how many can be done at a time, on average, at most. */
    public int width() {
        int[] depth = new int[size()];
        int longest = 1;
        for (int task = 0; task < size(); task++) {
            longest = Math.max(longest, depth[task] + 1);
            for (int follower : followers.get(task)) {
                depth[follower] = Math.max(depth[follower], depth[task] + 1);
            }
        }
        return size() / longest;
    }
}
