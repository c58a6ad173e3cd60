package org.espalier.engine.task;

import java.util.ArrayList;
import java.util.List;

/** Dependencies between numbered tasks. A task depends only on tasks with lower numbers. */
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

    /**
     * Makes the second task wait for the first.
     * @throws IllegalArgumentException if the first does not have the lower number
     */
    public void add(int first, int second) {
        if (first >= second) {
            throw new IllegalArgumentException("task " + second + " cannot wait for " + first);
        }
        followers.get(first).add(second);
        waitsFor[second]++;
    }

    /** The tasks that wait for a task. */
    public List<Integer> followers(int task) {
        return followers.get(task);
    }

    /** Number of tasks that each task waits for; a copy. */
    public int[] waitsFor() {
        return waitsFor.clone();
    }

    /**
     * Number of tasks divided by the length of the longest chain: the average number of tasks that can run in parallel.
     */
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
